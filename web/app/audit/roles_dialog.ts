import { html } from 'lit';
import { t } from '../core/i18n';
import { tell } from '../core/status';
import type { Person } from '../core/types';
import { formDialog } from '../dialogs/form';
import { checkField } from '../widgets/fields';
import * as api from './api';

export async function rolesDialog(person: Person): Promise<boolean> {
  const given = new Set((await api.rolesOf(person.id)).roles);
  const done = await formDialog({
    title: t('roles.title', { name: person.display_name }),
    submit: t('form.save'),
    body: (_, renew) => html`
      <p class="kern-body">${t('roles.intro')}</p>
      <fieldset class="s-choices">
        <legend class="kern-sr-only">${t('roles.roles')}</legend>
        ${api.roles.map((role) =>
          checkField(`role-${role}`, t(`role.${role}`), given.has(role), (on) => {
            if (on) given.add(role);
            else given.delete(role);
            renew();
          }),
        )}
      </fieldset>`,
    send: () => api.changeRoles(person.id, [...given]),
  });
  if (done) tell(t('form.saved'));
  return done;
}
