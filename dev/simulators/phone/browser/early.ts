// Before the first paint, so that a chosen theme does not flash.
{
  const root = document.documentElement
  try {
    const theme = localStorage.getItem('phone.theme')
    if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme
    root.lang = localStorage.getItem('phone.language') === 'en' ? 'en' : 'id'
  } catch {
    // Storage may be closed to us; the page then follows the system.
  }
}
