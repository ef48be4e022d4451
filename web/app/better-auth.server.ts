import { betterAuth } from 'better-auth'
import { v7 as uuidv7 } from 'uuid'
import { markAddressProved, markPasswordChanged } from '#db/queries/people.ts'
import { PASSWORD_MAX, PASSWORD_MIN } from './forms/sign-in.ts'
import { sendPasswordLink } from './password-mail.server.ts'
import type { Services } from './services.server.ts'

const SESSION_SECONDS = 30 * 24 * 3600
const LINK_SECONDS = 3600

/** Signing in, by better-auth, on our own tables. It counts no attempts and checks no origin: our doors do. */
export function createBetterAuth({ settings, database, log, mailer }: Services) {
  const isSecure = settings.appUrl.startsWith('https:')
  const { google, github } = settings.signIn
  return betterAuth({
    appName: 'my21staff',
    baseURL: settings.appUrl,
    secret: settings.sessionSecret,
    database: { db: database.platform, type: 'postgres' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      log: (level, message) => {
        if (level === 'error') log.error({ event: 'auth' }, message)
      },
    },
    onAPIError: { errorURL: `${settings.appUrl}/sign-in?problem=social` },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      resetPasswordTokenExpiresIn: LINK_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendPasswordLink({ settings, log, mailer }, user, token),
      // Whoever has the link has the mail: from here on Google or GitHub may vouch for the same address.
      onPasswordReset: async ({ user }) => {
        await markPasswordChanged(database.platform, user.id)
        await markAddressProved(database.platform, user.id)
      },
    },
    socialProviders: { ...(google && { google }), ...(github && { github }) },
    user: {
      modelName: 'users',
      // Nobody becomes somebody new by an address that their provider has not seen proved.
      validateUserInfo: ({ user, source: { method, action } }) =>
        method === 'oauth' && action === 'create-user' && user.emailVerified !== true
          ? { error: 'email_not_verified' }
          : undefined,
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        mustChangePassword: { type: 'boolean', fieldName: 'must_change_password', input: false, required: false },
        isPlatformAdmin: { type: 'boolean', fieldName: 'is_platform_admin', input: false, required: false },
        language: { type: 'string', input: false, required: false },
        theme: { type: 'string', input: false, required: false },
      },
    },
    session: {
      modelName: 'sessions',
      expiresIn: SESSION_SECONDS,
      // The cookie ends with the session: both have one end, so nothing is renewed.
      disableSessionRefresh: true,
      fields: {
        userId: 'user_id',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        activeWorkspaceId: { type: 'string', fieldName: 'active_workspace_id', input: false, required: false },
      },
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      encryptOAuthTokens: true,
      // An address that somebody signed up with is not yet proved to be theirs.
      accountLinking: { enabled: true, requireLocalEmailVerified: true },
    },
    verification: {
      modelName: 'verifications',
      storeIdentifier: 'hashed',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: 'my21staff',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      // With this prefix browsers keep the cookie to this very host.
      cookies: { session_token: { name: isSecure ? '__Host-my21staff' : 'my21staff' } },
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: ['x-client-ip'] },
    },
  })
}
