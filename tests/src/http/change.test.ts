import { describe, expect, it } from 'vitest'
import { useChange } from '../../../src/http/useChange.ts'
import { ApiError } from '../../../src/http/api-error.ts'

/** A change whose tries end as listed, and the request ids it was sent with. */
function changeThatEnds(...ends: (ApiError | 'done')[]) {
  const sentWith: string[] = []
  const change = useChange((requestId: string, _name: string) => {
    const end = ends[sentWith.length] ?? 'done'
    sentWith.push(requestId)
    return end === 'done' ? Promise.resolve(end) : Promise.reject(end)
  })
  return { ...change, sentWith }
}

describe('useChange', () => {
  it('sends the same change under the same id after a break', async () => {
    const change = changeThatEnds(ApiError.offline(), 'done')

    expect(await change.submit('汀南')).toBeNull()
    expect(change.error.value?.code).toBe('offline')
    expect(await change.submit('汀南')).toBe('done')
    expect(change.sentWith[0]).toBe(change.sentWith[1])
    expect(change.error.value).toBeNull()
  })

  it('takes a new id for other input, after a refusal and after success', async () => {
    const change = changeThatEnds(ApiError.offline(), new ApiError('forbidden', '不能'), 'done', 'done')

    await change.submit('汀南')
    await change.submit('汀北')
    await change.submit('汀北')
    await change.submit('汀北')

    expect(new Set(change.sentWith).size).toBe(4)
  })

  it('ignores a second tap while the first is on its way', async () => {
    const change = changeThatEnds('done')

    const both = await Promise.all([change.submit('汀南'), change.submit('汀南')])

    expect(both).toEqual(['done', null])
    expect(change.sentWith).toHaveLength(1)
  })
})
