export default {
  skip: 'Skip to content',
  signIn: 'Sign in',
  signUp: 'Sign up',
  signOut: 'Sign out',
  home: 'Home',
  inbox: 'Inbox',
  admin: 'Platform admin',
  back: 'Back',
  retry: 'Reload',
  workspace: 'Workspace',
  switchWorkspace: 'Switch workspace',
  account: 'Account',
  language: 'Language',
  theme: 'Appearance',
  themes: { system: 'As the device', light: 'Light', dark: 'Dark' },
  languages: { id: 'Bahasa Indonesia', en: 'English' },
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member', none: 'No workspace' },
  errors: {
    notFound: {
      title: 'Page not found',
      text: 'The address is mistyped, or the page has moved.',
    },
    notAllowed: {
      title: 'You have no access here',
      text: 'This page is for another role. Ask the owner of your workspace if you need it.',
    },
    crossSite: {
      title: 'Request refused',
      text: 'This request did not come from a page of ours. Open the page again and repeat it.',
    },
    failed: {
      title: 'Something went wrong',
      text: 'This page could not be loaded. Nothing was lost. Try reloading it.',
    },
    unavailable: {
      title: 'One moment, we are reconnecting',
      text: 'The database does not answer yet. Nothing was lost. Try again in a moment.',
    },
    reference: 'Reference: {{requestId}}',
  },
}
