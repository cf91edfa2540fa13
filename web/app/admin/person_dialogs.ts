import { html } from 'lit';
import * as api from '../core/api';
import { moment } from '../core/format';
import type { Problem } from '../core/http';
import { t, type TextKey } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { tell } from '../core/status';
import type { Account, Person } from '../core/types';
import { formDialog } from '../dialogs/form';
import { showOnce } from '../dialogs/once';
import { checkField, textField, type TextField } from '../widgets/fields';

type Values = api.NewAccount & { active: boolean };

// One text field of an account, bound to its value and to what the server said about it.
function field(values: Values, name: 'name' | 'display_name' | 'email', problem: Problem | undefined, renew: () => void, more: Partial<TextField> = {}) {
  const taken = name === 'name' && problem?.key === 'name_taken' ? problemText(problem) : undefined;
  return textField({
    id: `person-${name}`,
    label: t(`people.${name}` satisfies TextKey),
    value: values[name],
    required: name !== 'email',
    optional: name === 'email',
    error: fieldText(problem, `/${name}`) ?? taken,
    change: (value) => ((values[name] = value), renew()),
    ...more,
  });
}

const administrator = (values: Values, renew: () => void) =>
  checkField('person-administrator', t('people.make_administrator'), values.administrator, (on) => {
    values.administrator = on;
    renew();
  });

export async function addPersonDialog(): Promise<boolean> {
  const values: Values = { name: '', display_name: '', email: '', administrator: false, active: true };
  let added: Person | undefined;
  const done = await formDialog({
    title: t('people.add'),
    submit: t('people.add_submit'),
    body: (problem, renew) => html`
      ${field(values, 'display_name', problem, renew)}
      ${field(values, 'name', problem, renew, { hint: t('people.name_hint') })}
      ${field(values, 'email', problem, renew, { type: 'email' })}
      ${administrator(values, renew)}`,
    send: async () => {
      const { active: _, ...account } = values;
      added = await api.addPerson(account);
    },
  });
  if (!added) return done;
  tell(t('people.added', { name: values.display_name }));
  await passwordLinkDialog(added);
  return done;
}

export async function changePersonDialog(account: Account): Promise<boolean> {
  const values: Values = { ...account };
  const done = await formDialog({
    title: t('people.change_title', { name: account.display_name }),
    submit: t('form.save'),
    body: (problem, renew) => html`
      ${field(values, 'display_name', problem, renew)} ${field(values, 'email', problem, renew, { type: 'email' })}
      ${administrator(values, renew)}
      ${checkField('person-active', t('people.active'), values.active, (on) => ((values.active = on), renew()))}`,
    send: () => {
      const { display_name, email, administrator, active } = values;
      return api.changePerson(account.id, { display_name, email, administrator, active });
    },
  });
  if (done) tell(t('form.saved'));
  return done;
}

// A link instead of a password: only the person knows what they choose.
export async function passwordLinkDialog(person: Person): Promise<void> {
  const { path, expires_at } = await api.passwordLink(person.id);
  await showOnce({
    title: t('people.link_title', { name: person.display_name }),
    warning: t('people.link_once'),
    help: t('people.link_help', { moment: moment(expires_at) }),
    label: t('people.link'),
    value: location.origin + path,
  });
}
