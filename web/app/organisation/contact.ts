import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { me } from '../core/session';
import { tell } from '../core/status';
import { View } from '../core/view';
import { formDialog } from '../dialogs/form';
import { textField } from '../widgets/fields';
import { breadcrumbs, button } from '../widgets/parts';
import * as api from './api';
import { contactFacts } from './contact_card';
import type { Contact } from './types';

async function ownContactDialog(contact: Contact): Promise<boolean> {
  const values = { phone: contact.phone, room: contact.room };
  const done = await formDialog({
    title: t('contact.change'),
    submit: t('form.save'),
    body: (problem, renew) =>
      html`${(['phone', 'room'] as const).map((name) =>
        textField({
          id: `contact-${name}`,
          label: t(`contact.${name}`),
          optional: true,
          value: values[name],
          maxlength: 60,
          error: fieldText(problem, `/${name}`),
          change: (value) => ((values[name] = value), renew()),
        }),
      )}`,
    send: () => api.changeOwnContact(values.phone, values.room),
  });
  if (done) tell(t('form.saved'));
  return done;
}

@customElement('s-contact')
export class ContactView extends View<Contact> {
  protected override load(signal: AbortSignal): Promise<Contact> {
    return api.contact(this.match.params.id, signal);
  }

  protected override name(contact: Contact): string {
    return contact.display_name;
  }

  protected override content(contact: Contact) {
    return html`
      <div class="s-page s-page--narrow">
        ${breadcrumbs([{ href: '/organisation', title: t('organisation.title') }])}
        <div class="s-section__head">
          <h1 class="kern-heading-large" tabindex="-1">${contact.display_name}</h1>
          ${contact.id === me()?.person.id
            ? button(t('contact.change'), async () => (await ownContactDialog(contact)) && this.reload(), { small: true })
            : nothing}
        </div>
        ${contactFacts(contact)}
        ${contact.posts
          .filter((post) => post.tasks)
          .map(
            (post) => html`<section class="s-section">
              <h2 class="kern-heading-small">${t('contact.tasks_of', { post: post.name })}</h2>
              <p class="kern-body s-lines">${post.tasks}</p>
            </section>`,
          )}
      </div>`;
  }
}
