import { Command, Option } from 'commander'
import { createCustomer, newName, newPhone, type Customer, type Who } from './chat/customer.ts'
import { chatPiped } from './chat/piped.ts'
import { createPaint } from './chat/render.ts'
import { createScreen, type Screen } from './chat/screen.ts'
import { createSimulatorClient } from './chat/simulator.ts'
import { WORDS, type Language } from './chat/words.ts'

type Flags = { name: string; phone: string; number?: string; lang: Language; wait: string }

const program = new Command('npm run chat --')
  .description('Be a customer who writes to the business on WhatsApp. With piped input each line is one message.')
  .option('--name <name>', 'your name', newName())
  .option('--phone <number>', 'your phone number; the same number continues the same chat', newPhone())
  .option('--number <id>', 'phone number id of the business (default: the first registered)')
  .addOption(new Option('--lang <language>', 'language of this terminal').choices(['id', 'en']).default('id'))
  .option('--wait <seconds>', 'piped input: how long to wait for an answer', '30')
  .parse()

const flags = program.opts<Flags>()
const simulator = createSimulatorClient(`http://127.0.0.1:${process.env['SIMULATOR_PORT'] ?? 3002}`)
const words = WORDS[flags.lang]
const onScreen = process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb'
const paint = createPaint(process.stdout.isTTY && !process.env['NO_COLOR'])

async function businessNumber() {
  const numbers = await simulator
    .numbers()
    .catch(() => stop('The WhatsApp simulator does not answer: run npm start first.'))
  const found =
    flags.number === undefined ? numbers[0] : numbers.find(({ phoneNumberId }) => phoneNumberId === flags.number)
  return (
    found ?? stop('No such business number is registered with the simulator: run npm start first, and see --number.')
  )
}

function stop(reason: string): never {
  console.error(reason)
  process.exit(1)
}

const comeBack = ({ who }: Customer) =>
  console.log(`${words.comeBack} npm run chat -- --phone ${who.phone} --name ${JSON.stringify(who.name)}`)

async function main() {
  const { phoneNumberId, verifiedName, displayPhoneNumber } = await businessNumber()
  const business = `${verifiedName} (${displayPhoneNumber})`
  let screen: Screen | undefined
  let customer: Customer | undefined

  async function become(who: Who): Promise<Customer> {
    customer?.stop()
    const onAway = (away: boolean) => screen?.setAway(away)
    customer = createCustomer({ simulator, phoneNumberId, who, onAway, onChange: (event) => screen?.redraw(event) })
    await customer.start()
    if (!onScreen) console.log(paint('dim', `${words.talkingTo} ${business} ${words.as} ${who.name} ${who.phone}`))
    return customer
  }

  const first = await become({ name: flags.name, phone: flags.phone })
  const shared = { language: flags.lang, paint, becomeNew: () => become({ name: newName(), phone: newPhone() }) }
  if (onScreen) screen = createScreen({ ...shared, business, input: process.stdin, output: process.stdout })
  const last = screen
    ? await screen.run(first)
    : await chatPiped(first, {
        ...shared,
        business: verifiedName,
        input: process.stdin,
        say: (line) => console.log(line),
        patienceMs: Number(flags.wait) * 1000,
        quietMs: 1500,
      })
  last.stop()
  comeBack(last)
  process.exit(0)
}

await main()
