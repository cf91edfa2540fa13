// What an administrator says about an identity source.
import { html } from 'lit';
import * as api from '../core/api';
import type { Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { tell } from '../core/status';
import type { IdentitySource } from '../core/types';
import { formDialog } from '../dialogs/form';
import { choiceField, textField } from '../widgets/fields';
import { freshLdap, freshOidc, sourceFields, type Values } from './identity_source_fields';
import { slugOf } from './slug';

const slug_characters_max = 40;

const kindField = (values: Values, renew: () => void) =>
  choiceField({
    id: 'source-kind',
    label: t('sources.kind'),
    value: values.oidc ? 'oidc' : 'ldap',
    choices: [
      { value: 'oidc', text: t('sources.kind_oidc') },
      { value: 'ldap', text: t('sources.kind_ldap') },
    ],
    change: (kind) => {
      values.oidc = kind === 'oidc' ? freshOidc() : null;
      values.ldap = kind === 'ldap' ? freshLdap() : null;
      renew();
    },
  });

const slugField = (values: Values, problem: Problem | undefined, change: (slug: string) => void) =>
  textField({
    id: 'source-slug',
    label: t('sources.slug'),
    hint: t('sources.slug_hint'),
    value: values.slug,
    required: true,
    maxlength: slug_characters_max,
    error: fieldText(problem, '/slug') ?? (problem?.key === 'slug_taken' ? problemText(problem) : undefined),
    change,
  });

export async function addSourceDialog(): Promise<boolean> {
  const values: Values = {
    slug: '',
    name: '',
    enabled: true,
    creates_accounts: true,
    links_accounts: false,
    fills_groups: false,
    oidc: freshOidc(),
    ldap: null,
  };
  let own_slug = false;
  const done = await formDialog({
    title: t('sources.add'),
    submit: t('sources.add_submit'),
    body: (problem, renew) =>
      sourceFields(
        { values, problem, renew },
        html`${slugField(values, problem, (slug) => ((values.slug = slug), (own_slug = true), renew()))}
        ${kindField(values, renew)}`,
        (name) => {
          values.name = name;
          if (!own_slug) values.slug = slugOf(name).slice(0, slug_characters_max);
        },
      ),
    send: () => api.addIdentitySource(values),
  });
  if (done) tell(t('sources.added', { name: values.name }));
  return done;
}

export async function changeSourceDialog(source: IdentitySource): Promise<boolean> {
  const { id, kind: _, ...rest } = source;
  const values: Values = { ...rest, oidc: source.oidc && { ...source.oidc }, ldap: source.ldap && { ...source.ldap } };
  const done = await formDialog({
    title: t('sources.change_title', { name: source.name }),
    submit: t('form.save'),
    body: (problem, renew) => sourceFields({ values, problem, renew }, '', (name) => (values.name = name)),
    send: () => {
      const { slug: _, ...change } = values;
      return api.changeIdentitySource(id, change);
    },
  });
  if (done) tell(t('form.saved'));
  return done;
}
