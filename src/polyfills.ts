/** Pinia calls `Object.hasOwn` (Chrome 93, Safari 15.4); the floor here is Chrome 79 and iOS 13. Import before Pinia. */
Object.hasOwn ??= (object: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(object, key)
