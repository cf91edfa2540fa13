// The ways to sign in that other servers offer, as links that leave the client.
import { html } from 'lit';
import { t } from '../core/i18n';
import type { SignInOptions } from '../core/types';
import { button, linkButton } from './parts';

const start = (slug: string, to: string): string => `/api/oidc/${encodeURIComponent(slug)}/start?to=${encodeURIComponent(to)}`;

export const redirecting = (options: SignInOptions | undefined) =>
  (options?.sources ?? []).filter((source) => source.kind === 'oidc');

export const providerLinks = (options: SignInOptions, to: string) =>
  redirecting(options).map((source) =>
    linkButton(t('sign_in.with', { name: source.name }), start(source.slug, to), { kind: 'primary' }),
  );

// In a window of its own, so that nothing typed here is lost; `done` is for coming back.
export const providersAgain = (options: SignInOptions, done: () => unknown) => html`
  <p class="kern-body">${t('again.provider')}</p>
  ${redirecting(options).map(
    (source) => html`<a class="kern-btn kern-btn--secondary" href=${start(source.slug, '/help')} target="_blank" rel="noopener">
      <span class="kern-label">${t('sign_in.with', { name: source.name })}</span>
    </a>`,
  )}
  ${button(t('again.go_on'), done)}`;
