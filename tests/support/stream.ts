/** The browser's end of the stream, played by the test: stub `EventSource` with it. */
export class Stream extends EventTarget {
  static readonly CLOSED = 2
  static last: Stream
  static opened = 0
  readyState = 1
  constructor() {
    super()
    Stream.last = this
    Stream.opened += 1
  }
  close() {
    this.readyState = Stream.CLOSED
  }
  tell(kind: string, data: unknown = {}) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }))
  }
  fail(final: boolean) {
    this.readyState = final ? Stream.CLOSED : 0
    this.dispatchEvent(new Event('error'))
  }
}
