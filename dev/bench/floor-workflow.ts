import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'

// The least that a durable turn can be: a signal, a call to the model, a call to WhatsApp.

type Floor = { ask: () => Promise<void>; send: (input: { to: string }) => Promise<void> }

const { ask, send } = proxyActivities<Floor>({ startToCloseTimeout: '30 seconds' })
export const heard = defineSignal<[string]>('heard')

export async function floor({ to }: { to: string }): Promise<void> {
  const inbox: string[] = []
  setHandler(heard, (id) => void inbox.push(id))
  for (;;) {
    await condition(() => inbox.length > 0)
    inbox.length = 0
    await ask()
    await send({ to })
  }
}
