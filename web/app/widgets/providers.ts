// The ways to sign in that other servers offer: providers as links that leave the client, directories as a choice.
import { html, nothing } from 'lit';
import * as api from '../core/api';
import { t } from '../core/i18n';
import type { SignInOptions } from '../core/types';
import { choiceField } from './fields';
import { button, linkButton } from './parts';

const start = (slug: string, to: string): string => `/api/oidc/${encodeURIComponent(slug)}/start?to=${encodeURIComponent(to)}`;

export const redirecting = (options: SignInOptions | undefined) =>
  (options?.sources ?? []).filter((source) => source.kind === 'oidc');

export const providerLinks = (options: SignInOptions, to: string) =>
  redirecting(options).map((source) =>
    linkButton(t('sign_in.with', { name: source.name }), start(source.slug, to), { kind: 'primary' }),
  );

// Directories check a password that is typed here, so the form asks which one.
export const directories = (options: SignInOptions | undefined) =>
  (options?.sources ?? []).filter((source) => source.kind === 'ldap');

export function directoryField(options: SignInOptions | undefined, value: string | undefined, change: (slug: string) => void) {
  const choices = directories(options).map(({ slug, name }) => ({ value: slug, text: name }));
  if (!choices.length) return nothing;
  return choiceField({
    id: 'directory',
    label: t('sign_in.directory'),
    value: value ?? choices[0]!.value,
    choices: [...choices, { value: '', text: t('sign_in.local_account') }],
    change,
  });
}

// An empty or absent `directory` stands for a local account, unless there is a directory and none was chosen.
export function signInWith(
  options: SignInOptions | undefined,
  directory: string | undefined,
  name: string,
  password: string,
  code?: string,
) {
  const chosen = directory ?? directories(options)[0]?.slug;
  return chosen ? api.signInAt(chosen, name, password, code) : api.signIn(name, password, code);
}

// In a window of its own, so that nothing typed here is lost; `done` is for coming back.
export const providersAgain = (options: SignInOptions, done: () => unknown) => html`
  <p class="kern-body">${t('again.provider')}</p>
  ${redirecting(options).map(
    (source) => html`<a class="kern-btn kern-btn--secondary" href=${start(source.slug, '/help')} target="_blank" rel="noopener">
      <span class="kern-label">${t('sign_in.with', { name: source.name })}</span>
    </a>`,
  )}
  ${button(t('again.go_on'), done)}`;
