import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, overflow, startDeskInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace({ review: 'off' })
  const { workspaceId } = workspace
  // On for two months, and nothing is given to people while a slow machine reads.
  await desk.db.platform
    .updateTable('workspaces')
    .set({
      live_at: new Date(Date.now() - 60 * 86_400_000),
      review_settings: JSON.stringify({ handOverSeconds: 3600, sendsItself: true, firstDays: 3 }),
      staff_hold_seconds: 0,
    })
    .where('id', '=', workspaceId)
    .execute()
  inbox = await startDeskInbox(desk, workspaceId)
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

const inside = <T>(work: Parameters<typeof desk.db.inWorkspace<T>>[1]) =>
  desk.db.inWorkspace(workspace.workspaceId, work)
const textsTo = ({ sends }: ReturnType<typeof givenCustomer>) =>
  sends().map(({ body }) => (body as { text?: { body: string } }).text?.body)
const ofWorkspace = () =>
  inside((tx) => tx.selectFrom('workspaces').select(['bot_on', 'live_at', 'review_policy']).executeTakeFirstOrThrow())

it('HR-16 BC-11 the incident drill: stop, see whom it told what, tell them, and go on under full review, with a complete trail', async () => {
  const [ana, budi, citra] = ['Ana Putri', 'Budi', 'Citra'].map((name) => givenCustomer(desk, workspace, name)) as [
    ReturnType<typeof givenCustomer>,
    ReturnType<typeof givenCustomer>,
    ReturnType<typeof givenCustomer>,
  ]
  for (const [customer, reply] of [
    [ana, 'Boleh tahu jurusan yang Kakak minati?'],
    [budi, 'Boleh tahu kota asal Kakak?'],
    [citra, 'Boleh tahu nama Kakak?'],
  ] as const) {
    desk.llm.script({ do: 'answer', answer: { reply } })
    await customer.hears(() => customer.says('Halo'))
    expect(textsTo(customer)).toEqual([reply])
  }

  await inbox.withPage({ mayBreak: /\/api\/incidents/ }, async (page) => {
    await goto(page, '/review/incident')
    await page.getByRole('button', { name: 'Hentikan ARI' }).click()
    await page.getByText('Tulis sesuatu dulu.').waitFor()
    await page.getByLabel('Apa yang salah?').fill('ARI bertanya hal yang salah')
    await page.getByRole('button', { name: 'Hentikan ARI' }).click()
    const question = page.getByRole('alertdialog', { name: 'Hentikan ARI sekarang?' })
    await question.getByText('pesan pelanggan masuk ke tim').waitFor()
    expect((await ofWorkspace()).bot_on).toBe(true)
    await question.getByRole('button', { name: 'Ya, hentikan ARI' }).click()
    await page.getByText('ARI berhenti di semua percakapan.').waitFor()
    expect((await ofWorkspace()).bot_on).toBe(false)

    // Off: no automatic reply; the page says that somebody waits for people.
    citra.says('Saya Citra')
    await eventually(async () => {
      await page.reload()
      expect(await page.getByText('Sejak ARI berhenti, 1 pelanggan menunggu jawaban tim').count()).toBe(1)
    }, 30_000)
    await goto(page, '/review/incident')

    const said = page.getByRole('region', { name: 'Apa yang dikatakan, dan kepada siapa' })
    await said.getByText('3 jawaban kepada 3 pelanggan').waitFor()
    await said.getByLabel('Cari kata dalam jawaban').fill('jurusan')
    await said.getByRole('button', { name: 'Cari', exact: true }).click()
    await said.getByText('1 jawaban kepada 1 pelanggan').waitFor()
    await said.getByRole('button', { name: 'Tandai semua 1' }).click()
    await said.getByText('Ditandai 1').waitFor()
    await said.getByLabel('Cari kata dalam jawaban').fill('')
    await said.getByRole('button', { name: 'Cari', exact: true }).click()
    await said.getByRole('checkbox', { name: /jawaban kepada Budi/ }).check()
    await said.getByText('Ditandai 2').waitFor()
    const download = page.waitForEvent('download')
    await said.getByRole('link', { name: 'Ekspor yang ditandai (CSV)' }).click()
    const file = await readFile(await (await download).path(), 'utf8')
    expect(file.trimEnd().split('\r\n')).toHaveLength(3)
    expect(file).toContain('Boleh tahu jurusan yang Kakak minati?')

    const tell = page.getByRole('region', { name: 'Hubungi pelanggan' })
    await tell.getByText('2 belum dihubungi: 2 dengan teks bebas, 0 hanya dengan templat').waitFor()
    await tell.getByLabel('Pesan', { exact: true }).fill('Halo {{nama}}, jawaban tadi keliru.')
    await tell.getByText('Halo Ana, jawaban tadi keliru.').waitFor()
    await tell.getByRole('button', { name: 'Kirim ke 2 pelanggan' }).click()
    await tell.getByRole('alertdialog').getByRole('button', { name: 'Kirim ke 2 pelanggan' }).click()
    await tell
      .getByText('0 dengan teks bebas')
      .or(tell.getByText('sedang dikirim'))
      .or(tell.getByText('2/2'))
      .first()
      .waitFor()
    // In the middle of it, and with the page shut.
    await desk.kill('worker')
    await page.goto('about:blank')
    await desk.start('worker')
    for (const [customer, name] of [
      [ana, 'Ana'],
      [budi, 'Budi'],
    ] as const)
      await eventually(() => expect(textsTo(customer)[1]).toBe(`Halo ${name}, jawaban tadi keliru.`), 60_000)

    await goto(page, '/review/incident')
    await tell.getByText('2/2 sudah dihubungi').waitFor()
    const guard = page.getByRole('region', { name: 'Cegah terulang' })
    await guard.getByRole('checkbox', { name: /Perketat pagar ARI/ }).check()
    await guard.getByText('1 dari 4').waitFor()
    await guard.getByLabel('Catatan').fill('Pertanyaan di alur diperbaiki')
    await guard.getByRole('button', { name: 'Tambah catatan' }).click()
    const trail = page.getByRole('region', { name: 'Jejak' })
    await trail.getByText('Pertanyaan di alur diperbaiki').waitFor()

    // All of it is there now: it can be read by everybody, in one language, at any width.
    for (const width of [390, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await overflow(page)).toBe(0)
      expect(await axeViolations(page)).toEqual([])
    }
    expect(await foreignTexts(page, 'id', '[data-words]')).toEqual([])

    await page.getByLabel('Apa yang sudah dilakukan?').fill('Alur diperbaiki, pelanggan dihubungi')
    await page.getByRole('button', { name: 'Nyalakan ARI dengan review penuh' }).click()
    const again = page.getByRole('alertdialog', { name: 'Nyalakan ARI lagi?' })
    await again.getByText('3 langkah pencegahan belum dicentang').waitFor()
    await again.getByText('Ini mematikan “Kirim sendiri saat jatuh tempo”.').waitFor()
    await again.getByText('Hari-hari pertama menjadi 7, bukan 3.').waitFor()
    await again.getByRole('button', { name: 'Ya, nyalakan' }).click()
    await page.getByRole('region', { name: 'Insiden ini sudah selesai' }).waitFor()
    await trail.getByText(/menutup insiden dan menyalakan ARI.*Kirim sendiri.*dimatikan; hari pertama: 7/).waitFor()
    // Read later with its list, and nothing of it can be changed.
    await page.getByRole('link', { name: 'Ke insiden sekarang' }).click()
    await page.getByRole('link', { name: /ARI bertanya hal yang salah/ }).click()
    await said.getByText('3 jawaban kepada 3 pelanggan').waitFor()
    expect(await said.getByRole('checkbox', { name: /jawaban kepada Budi/ }).isDisabled()).toBe(true)
  })

  const audit = await inside((tx) =>
    tx
      .selectFrom('audit_log')
      .where('action', 'like', 'incident.%')
      .orderBy('at')
      .orderBy('id')
      .select(['action', 'actor', 'detail'])
      .execute(),
  )
  expect(audit.map(({ action }) => action.replace('incident.', ''))).toEqual([
    'opened',
    'marked',
    'marked',
    'exported',
    'written',
    'ticked',
    'noted',
    'closed',
  ])
  expect(new Set(audit.map(({ actor }) => actor))).toEqual(new Set([inbox.me.id]))
  const rules = { endsSendingItself: true, days: 7, daysBefore: 3 }
  expect(audit.at(-1)?.detail).toEqual({ uncontacted: 0, isLive: true, ...rules })

  const now = await ofWorkspace()
  expect(now).toMatchObject({ bot_on: true, review_policy: 'week' })
  expect(now.live_at?.getTime()).toBeGreaterThan(Date.now() - 600_000)
  const dewi = givenCustomer(desk, workspace, 'Dewi')
  dewi.says('Halo')
  await eventually(async () => {
    const held = await inside((tx) => tx.selectFrom('drafts').where('status', '=', 'held').select('held_for').execute())
    expect(held).toEqual([{ held_for: 'first_days' }])
  }, 30_000)
  // Each was told once, and who wrote while ARI was off was answered by nobody.
  expect([ana, budi, citra, dewi].map((customer) => textsTo(customer).length)).toEqual([2, 2, 1, 0])
})
