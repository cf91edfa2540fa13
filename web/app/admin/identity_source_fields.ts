// The fields of an identity source: what all have, then what its kind needs, then what the other side must be told.
import { html, nothing } from 'lit';
import type { Problem } from '../core/http';
import { t, type TextKey } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import type { LdapSettings, OidcSettings, SourceChange } from '../core/types';
import { checkField, textField } from '../widgets/fields';

export type Values = SourceChange & { slug: string };

export const freshOidc = (): OidcSettings => ({ issuer: '', client_id: '', scopes: 'openid profile email', groups_claim: '' });
export const freshLdap = (): LdapSettings => ({
  url: '',
  bind_dn: '',
  base_dn: '',
  person_filter: '(objectClass=inetOrgPerson)',
  id_attribute: 'entryUUID',
  name_attribute: 'uid',
  display_name_attribute: 'displayName',
  email_attribute: 'mail',
  groups_attribute: 'memberOf',
  changed_attribute: 'entryCSN',
});

export interface Form {
  values: Values;
  problem: Problem | undefined;
  renew: () => void;
}

const optional = ['scopes', 'groups_claim', 'bind_dn', 'email_attribute', 'groups_attribute'];

function setting<T extends OidcSettings | LdapSettings>(form: Form, part: string, settings: T, name: keyof T & string, hint?: TextKey) {
  return textField({
    id: `source-${name}`,
    label: t(`sources.${name}` as TextKey),
    hint: hint && t(hint),
    value: settings[name] as string,
    required: !optional.includes(name),
    optional: optional.includes(name),
    error: fieldText(form.problem, `/${part}/${name}`),
    change: (value) => (((settings as unknown as Record<string, string>)[name] = value), form.renew()),
  });
}

function oidcFields(form: Form, settings: OidcSettings) {
  const field = (name: keyof OidcSettings, hint?: TextKey) => setting(form, 'oidc', settings, name, hint);
  return html`
    ${field('issuer', 'sources.issuer_hint')} ${field('client_id')} ${field('scopes')} ${field('groups_claim')}`;
}

function ldapFields(form: Form, settings: LdapSettings) {
  const field = (name: keyof LdapSettings, hint?: TextKey) => setting(form, 'ldap', settings, name, hint);
  return html`
    ${field('url', 'sources.url_hint')} ${field('bind_dn')} ${field('base_dn')} ${field('person_filter')}
    ${field('id_attribute', 'sources.id_attribute_hint')} ${field('name_attribute', 'sources.name_attribute_hint')}
    ${field('display_name_attribute')} ${field('email_attribute')} ${field('groups_attribute')}
    ${field('changed_attribute', 'sources.changed_attribute_hint')}`;
}

const check = ({ values, renew }: Form, name: 'enabled' | 'creates_accounts' | 'links_accounts' | 'fills_groups') =>
  checkField(`source-${name}`, t(`sources.${name}`), values[name], (on) => ((values[name] = on), renew()));

const addresses = (slug: string) => html`
  <p class="kern-body">${t('sources.addresses')}</p>
  <dl class="s-properties">
    <div><dt>${t('sources.callback')}</dt><dd><code>${location.origin}/api/oidc/${slug}/callback</code></dd></div>
    <div><dt>${t('sources.backchannel')}</dt><dd><code>${location.origin}/api/oidc/${slug}/backchannel</code></dd></div>
    <div><dt>${t('sources.after_sign_out')}</dt><dd><code>${location.origin}/sign-in</code></dd></div>
  </dl>
  <p class="kern-body kern-body--small">${t('sources.secret_hint', { slug })}</p>`;

const ldapSecret = (slug: string) => html`<p class="kern-body kern-body--small">${t('sources.ldap_secret_hint', { slug })}</p>`;

// `head` stands below the name; `named` is told of a new one.
export function sourceFields(form: Form, head: unknown, named: (name: string) => void) {
  const { values, problem, renew } = form;
  const told = values.oidc ? addresses : ldapSecret;
  return html`
    ${textField({
      id: 'source-name',
      label: t('sources.name'),
      hint: values.oidc ? t('sources.name_hint') : undefined,
      value: values.name,
      required: true,
      error: fieldText(problem, '/name'),
      change: (name) => (named(name), renew()),
    })}
    ${head} ${values.oidc ? oidcFields(form, values.oidc) : nothing} ${values.ldap ? ldapFields(form, values.ldap) : nothing}
    ${check(form, 'creates_accounts')} ${check(form, 'links_accounts')} ${check(form, 'fills_groups')}
    ${check(form, 'enabled')} ${values.slug ? told(values.slug) : nothing}`;
}
