import { html } from 'lit';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { tell } from '../core/status';
import type { Page, PrincipalRef } from '../core/types';
import { textField } from '../widgets/fields';
import { formDialog } from './form';
import '../access/principal_picker';

// Who answers for a page – a person, a post or a unit – and until when somebody must look at it again.
export async function ownerDialog(page: Page): Promise<boolean> {
  let owner: PrincipalRef | null = page.owner ?? null;
  let review_on = page.review_on ?? '';
  const done = await formDialog({
    title: t('owner.title'),
    submit: t('form.save'),
    body: (problem, renew) => html`
      <s-principal-picker
        .label=${t('owner.person')}
        .kinds=${['person', 'post', 'unit']}
        .chosen=${owner}
        .holds=${true}
        @chosen=${(event: CustomEvent<PrincipalRef | null>) => ((owner = event.detail), renew())}
      ></s-principal-picker>
      ${textField({
        id: 'review_on',
        label: t('owner.review_on'),
        hint: t('owner.review_hint'),
        type: 'date',
        optional: true,
        value: review_on,
        error: fieldText(problem, '/review_on'),
        change: (value) => ((review_on = value), renew()),
      })}`,
    send: () => api.changeOwner(page.id, owner, review_on || null),
  });
  if (done) tell(t('form.saved'));
  return done;
}
