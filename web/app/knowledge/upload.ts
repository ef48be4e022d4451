export type Uploaded = { ok: true } | { ok: false; problem: string | null; of?: string }

/** What the server says of a body before it has read it. */
const TOO_LARGE = 413

/** Sends a file as the body, and tells how much of it is gone. `fetch` could not. */
export function upload(file: File, onProgress: (part: number) => void): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/knowledge/documents?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total))
    request.addEventListener('error', () => resolve({ ok: false, problem: null }))
    request.addEventListener('load', () => resolve(answerOf(request)))
    request.send(file)
  })
}

function answerOf({ status, responseText }: XMLHttpRequest): Uploaded {
  if (status === 201) return { ok: true }
  if (status === TOO_LARGE) return { ok: false, problem: 'too-large' }
  try {
    const { errors, of } = JSON.parse(responseText) as { errors?: { file?: string }; of?: string }
    return { ok: false, problem: errors?.file ?? null, ...(of !== undefined && { of }) }
  } catch {
    return { ok: false, problem: null }
  }
}
