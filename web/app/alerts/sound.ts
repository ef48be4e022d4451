const NOTES = [
  { hertz: 659.25, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.14 },
] as const
const SOUNDS_SECONDS = 0.5
const LOUDNESS = 0.09

let context: AudioContext | undefined

/** Two soft notes. False where the browser plays nothing yet: nobody has touched this page. */
export async function playTone(): Promise<boolean> {
  if (!('AudioContext' in window)) return false
  // Asked before anything is made: a context that may not play would complain in the console.
  if ('userActivation' in navigator && !navigator.userActivation.hasBeenActive) return false
  context ??= new AudioContext()
  if (context.state === 'suspended') await context.resume().catch(() => undefined)
  if (context.state !== 'running') return false
  for (const note of NOTES) playNote(context, note)
  return true
}

function playNote(on: AudioContext, { hertz, atSeconds }: (typeof NOTES)[number]): void {
  const from = on.currentTime + atSeconds
  const [voice, loudness] = [on.createOscillator(), on.createGain()]
  voice.frequency.value = hertz
  loudness.gain.setValueAtTime(0, from)
  loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02)
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + SOUNDS_SECONDS)
  voice.connect(loudness).connect(on.destination)
  voice.start(from)
  voice.stop(from + SOUNDS_SECONDS)
}
