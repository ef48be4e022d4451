type Panels = { customers: HTMLElement; tools: HTMLElement; behind: HTMLElement[] }

export type Drawers = ReturnType<typeof createDrawers>

/** Where there is no room beside the phone, lists and tools slide over it; with room this does nothing. */
export function createDrawers() {
  let panels: Panels | undefined
  let open: 'customers' | 'tools' | undefined
  let opener: Element | null = null

  function show(which: 'customers' | 'tools') {
    if (!panels) return
    close()
    opener = document.activeElement
    open = which
    panels[which].classList.add('open')
    for (const one of panels.behind) one.inert = true
    panels[which].querySelector<HTMLElement>('.only-drawer')?.focus()
  }

  function close() {
    if (!panels || !open) return
    panels[open].classList.remove('open')
    for (const one of panels.behind) one.inert = false
    open = undefined
    if (opener instanceof HTMLElement) opener.focus()
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
  })
  // Beside the phone again: nothing covers it.
  matchMedia('(min-width: 1180px)').addEventListener('change', close)
  matchMedia('(min-width: 720px)').addEventListener('change', close)

  return {
    customers: () => show('customers'),
    tools: () => show('tools'),
    close,
    take(given: Panels) {
      panels = given
      // Built anew in another language, while one of them was open.
      if (open) for (const one of given.behind) one.inert = true
      if (open) given[open].classList.add('open')
    },
  }
}
