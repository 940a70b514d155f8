import type { GenerateSpecOptions } from 'hono-openapi'

/** What the OpenAPI document says besides the routes, which describe themselves. */
export const openApiInfo: Partial<GenerateSpecOptions> = {
  documentation: {
    openapi: '3.1.0',
    info: {
      title: 'Hecha API',
      version: '1',
      description:
        'Every change carries an `Idempotency-Key` (a UUID made on the phone); a repeat answers with the first result. Changes on a task carry its `version`; a stale one is refused with what changed.',
    },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hecha_session' } },
    },
  },
  defaultValidationErrorResponse: false,
}
