import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { doing } from '../account/parts';
import { rolesDialog } from '../audit/roles_dialog';
import * as api from '../core/api';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import type { Account, Paged } from '../core/types';
import { View } from '../core/view';
import { textField } from '../widgets/fields';
import { badge, button, empty } from '../widgets/parts';
import { adminNav } from './nav';
import { addPersonDialog, changePersonDialog, passwordLinkDialog } from './person_dialogs';

@customElement('s-people')
export class PeopleView extends View<Paged<Account>> {
  @state() private words = '';
  private timer?: ReturnType<typeof setTimeout>;

  protected override load(signal: AbortSignal): Promise<Paged<Account>> {
    return api.people(this.words.trim(), null, signal);
  }

  protected override name(): string {
    return t('people.title');
  }

  private typed(words: string): void {
    this.words = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.filter(), 250);
  }

  private async filter(): Promise<void> {
    await this.reload();
    if (this.data) announce(count('people.found', this.data.items.length));
  }

  private async more(): Promise<void> {
    try {
      const more = await api.people(this.words.trim(), this.data!.next, this.stop.signal);
      this.data = { items: [...this.data!.items, ...more.items], next: more.next };
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private async afterwards(dialog: Promise<boolean>): Promise<void> {
    if (await dialog) await this.reload();
  }

  // A dialog that asks the server before it opens.
  private async trying(dialog: Promise<unknown>): Promise<void> {
    try {
      await dialog;
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private async helpWithFactor(account: Account): Promise<void> {
    const done = await doing(() => api.resetSecondFactor(account.id), t('people.factor_reset', { name: account.display_name }), {
      title: t('people.lost_factor'),
      text: t('people.lost_factor_text', { name: account.display_name }),
      yes: t('people.lost_factor_yes'),
    });
    if (done) await this.reload();
  }

  private row(account: Account) {
    return html`
      <li class="s-rows__row">
        <div>
          <h2 class="s-rows__title">${account.display_name}</h2>
          ${account.administrator ? badge(t('people.administrator')) : nothing}
          ${account.active ? nothing : badge(t('people.inactive'), 'warning')}
          <p class="s-meta">${account.name}${account.email ? ` · ${account.email}` : ''}</p>
        </div>
        <div class="s-actions">
          ${button(t('people.change'), () => this.afterwards(changePersonDialog(account)), { small: true })}
          ${button(t('roles.change'), () => this.trying(rolesDialog(account)), { small: true, kind: 'tertiary' })}
          ${button(t('people.new_link'), () => this.trying(passwordLinkDialog(account)), { small: true, kind: 'tertiary' })}
          ${account.second_factor
            ? button(t('people.lost_factor'), () => this.helpWithFactor(account), { small: true, kind: 'tertiary' })
            : nothing}
        </div>
      </li>`;
  }

  protected override content({ items, next }: Paged<Account>) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('admin.title')}</h1>
        ${adminNav('people')}
        <div class="s-section__head">
          ${textField({
            id: 'people-filter',
            label: t('people.filter'),
            type: 'search',
            value: this.words,
            change: (words) => this.typed(words),
          })}
          ${button(t('people.add'), () => this.afterwards(addPersonDialog()), { kind: 'primary', icon: 'kern-icon--add' })}
        </div>
        ${items.length
          ? html`<ul class="s-rows">
              ${items.map((account) => this.row(account))}
            </ul>`
          : empty(t('people.none'), t('people.none_help'))}
        ${next ? button(t('form.more'), () => this.more()) : nothing}
      </div>`;
  }
}
