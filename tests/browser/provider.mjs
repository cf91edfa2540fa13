// A real OpenID Connect provider for the tests: node provider.mjs PORT ADDRESS-OF-STAFETTE. Takes every name with any
// password, and says "listening" when it is ready.
const library = new URL('../../web/node_modules/oidc-provider/lib/index.js', import.meta.url);
const { default: Provider } = await import(library);

const [port, stafette] = process.argv.slice(2);
const people = {
  'm.musterfrau': { preferred_username: 'M.Musterfrau@amt.example', name: 'Dr. Mia Musterfrau', email: 'mia@amt.example' },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'stafette',
      client_secret: process.env.STAFETTE_SECRET_HAUS,
      redirect_uris: [`${stafette}/api/oidc/haus/callback`],
      post_logout_redirect_uris: [`${stafette}/sign-in`],
      backchannel_logout_uri: `${stafette}/api/oidc/haus/backchannel`,
      backchannel_logout_session_required: true,
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'], groups: ['groups'] },
  scopes: ['openid', 'profile', 'email', 'groups'],
  cookies: { keys: ['only for tests'] },
  features: { backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, groups: ['hausanmeldung', 'wasserrecht'], ...people[id] }),
  }),
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
