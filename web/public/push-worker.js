// Shows what the desk tells this browser, also where no page of it is open. It keeps nothing and serves no page.

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('push', (event) => {
  const { title, text, path, tag } = event.data.json()
  const wish = { body: text, tag, renotify: true, icon: '/favicon.svg', data: { path } }
  event.waitUntil(self.registration.showNotification(title, wish))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const address = new URL(event.notification.data.path, self.location.origin)
  if (address.origin === self.location.origin) event.waitUntil(show(address.href))
})

/** In a page of ours that is open, else in a new one. */
async function show(address) {
  const [open] = await self.clients.matchAll({ type: 'window' })
  if (open === undefined) return self.clients.openWindow(address)
  await open.focus()
  // A page that this worker does not control may not be led on by it.
  return open.navigate(address).catch(() => self.clients.openWindow(address))
}
