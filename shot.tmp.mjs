import { chromium } from 'playwright-core'
const base = process.env.BASE ?? 'http://localhost:3100'
const path = process.argv[2] ?? '/inbox'
const tag = process.argv[3] ?? 'inbox'
const widths = (process.argv[4] ?? '390,768,1440').split(',').map(Number)
const themes = (process.argv[5] ?? 'light').split(',')
const lang = process.argv[6] ?? 'id'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--headless','--disable-gpu','--disable-quic'] })
for (const width of widths) for (const theme of themes) {
  const ctx = await browser.newContext({ viewport: { width, height: width < 500 ? 844 : 900 }, locale: 'id-ID', hasTouch: width < 800, isMobile: width < 500, colorScheme: theme })
  const page = await ctx.newPage()
  page.on('console', (m) => { if (['error','warning'].includes(m.type())) console.log(width, theme, m.type(), m.text().slice(0, 300)) })
  page.on('pageerror', (e) => console.log('pageerror', e.message.slice(0, 300)))
  await ctx.addCookies([{ name: 'language', value: lang, url: base }, { name: 'theme', value: theme, url: base }])
  if (process.env.GUEST !== '1') {
    const r = await ctx.request.post(base + '/sign-in', { form: { email: process.env.WHO ?? 'owner@eagle.demo', password: process.env.PW ?? 'eagle-demo-owner' }, headers: { origin: base, 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 })
    if (r.status() !== 302) console.log('sign in', r.status())
    await ctx.request.post(base + '/preferences', { form: { language: lang, theme }, headers: { origin: base, 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 })
  }
  await page.goto(base + path)
  await page.waitForTimeout(1200)
  if (process.env.DO) await eval(`(async () => { ${process.env.DO} })()`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  if (over) console.log(width, 'overflows sideways')
  await page.screenshot({ path: `/tmp/shots/${tag}-${width}-${theme}.png` })
  await ctx.close()
}
await browser.close()
