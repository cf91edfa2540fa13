// What an administrator says about an identity source, and what the provider must be told about us.
import { html } from 'lit';
import * as api from '../core/api';
import type { Problem } from '../core/http';
import { t, type TextKey } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { tell } from '../core/status';
import type { IdentitySource, OidcSettings, SourceChange } from '../core/types';
import { formDialog } from '../dialogs/form';
import { checkField, textField } from '../widgets/fields';
import { slugOf } from './slug';

type Values = SourceChange & { slug: string; oidc: OidcSettings };

const fresh = (): Values => ({
  slug: '',
  name: '',
  enabled: true,
  creates_accounts: true,
  links_accounts: false,
  fills_groups: false,
  oidc: { issuer: '', client_id: '', scopes: 'openid profile email', groups_claim: '' },
});

function setting(values: Values, name: keyof OidcSettings, problem: Problem | undefined, renew: () => void, hint?: string) {
  return textField({
    id: `source-${name}`,
    label: t(`sources.${name}` satisfies TextKey),
    hint,
    value: values.oidc[name],
    required: name === 'issuer' || name === 'client_id',
    optional: name === 'groups_claim',
    error: fieldText(problem, `/oidc/${name}`),
    change: (value) => ((values.oidc[name] = value), renew()),
  });
}

const check = (values: Values, name: 'enabled' | 'creates_accounts' | 'links_accounts' | 'fills_groups', renew: () => void) =>
  checkField(`source-${name}`, t(`sources.${name}`), values[name], (on) => ((values[name] = on), renew()));

const addresses = (slug: string) => html`
  <p class="kern-body">${t('sources.addresses')}</p>
  <dl class="s-properties">
    <div><dt>${t('sources.callback')}</dt><dd><code>${location.origin}/api/oidc/${slug}/callback</code></dd></div>
    <div><dt>${t('sources.backchannel')}</dt><dd><code>${location.origin}/api/oidc/${slug}/backchannel</code></dd></div>
    <div><dt>${t('sources.after_sign_out')}</dt><dd><code>${location.origin}/sign-in</code></dd></div>
  </dl>
  <p class="kern-body kern-body--small">${t('sources.secret_hint', { slug })}</p>`;

function fields(values: Values, problem: Problem | undefined, renew: () => void, slug: unknown, named: (name: string) => void) {
  return html`
    ${textField({
      id: 'source-name',
      label: t('sources.name'),
      hint: t('sources.name_hint'),
      value: values.name,
      required: true,
      error: fieldText(problem, '/name'),
      change: (name) => (named(name), renew()),
    })}
    ${slug} ${setting(values, 'issuer', problem, renew, t('sources.issuer_hint'))}
    ${setting(values, 'client_id', problem, renew)} ${setting(values, 'scopes', problem, renew)}
    ${setting(values, 'groups_claim', problem, renew)} ${check(values, 'creates_accounts', renew)}
    ${check(values, 'links_accounts', renew)} ${check(values, 'fills_groups', renew)}
    ${check(values, 'enabled', renew)}
    ${values.slug ? addresses(values.slug) : ''}`;
}

export async function addSourceDialog(): Promise<boolean> {
  const values = fresh();
  let own_slug = false;
  const slug = (problem: Problem | undefined, renew: () => void) =>
    textField({
      id: 'source-slug',
      label: t('sources.slug'),
      hint: t('sources.slug_hint'),
      value: values.slug,
      required: true,
      maxlength: 40,
      error: fieldText(problem, '/slug') ?? (problem?.key === 'slug_taken' ? problemText(problem) : undefined),
      change: (text) => ((values.slug = text), (own_slug = true), renew()),
    });
  const done = await formDialog({
    title: t('sources.add'),
    submit: t('sources.add_submit'),
    body: (problem, renew) =>
      fields(values, problem, renew, slug(problem, renew), (name) => {
        values.name = name;
        if (!own_slug) values.slug = slugOf(name).slice(0, 40);
      }),
    send: () => api.addIdentitySource(values),
  });
  if (done) tell(t('sources.added', { name: values.name }));
  return done;
}

export async function changeSourceDialog(source: IdentitySource): Promise<boolean> {
  const { id, kind: _, ...rest } = source;
  const values: Values = { ...rest, oidc: { ...source.oidc! } };
  const done = await formDialog({
    title: t('sources.change_title', { name: source.name }),
    submit: t('form.save'),
    body: (problem, renew) => fields(values, problem, renew, '', (name) => (values.name = name)),
    send: () => {
      const { slug: _, ...change } = values;
      return api.changeIdentitySource(id, change);
    },
  });
  if (done) tell(t('form.saved'));
  return done;
}
