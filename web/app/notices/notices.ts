// Notices (Benachrichtigungen): each stays until the person says that they read it.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { moment } from '../core/format';
import { count, t } from '../core/i18n';
import { View } from '../core/view';
import { button, empty } from '../widgets/parts';
import * as api from './api';
import { setUnread } from './unread';

const headline = ({ kind, about, detail, by }: api.Notice): string => {
  const who = by?.display_name ?? t('notices.nobody');
  if (kind === 'owner_left') return count('notice.owner_left', Number(detail), { space: about });
  if (kind === 'holder_left') return t('notice.holder_left', { name: detail, post: about });
  return t(`notice.${kind}`, { who, space: about });
};

@customElement('s-notices')
export class NoticesView extends View<api.Notice[]> {
  protected override async load(): Promise<api.Notice[]> {
    const list = await api.notices();
    setUnread(list);
    return list;
  }

  protected override name(): string {
    return t('notices.title');
  }

  private async read(notice: api.Notice): Promise<void> {
    await api.takeNote(notice.id);
    await this.reload();
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  private row(notice: api.Notice) {
    return html`<li class="s-rows__row">
      <div>
        <h2 class="s-rows__title">${headline(notice)}</h2>
        <p class="s-meta">
          ${moment(notice.at)}
          ${notice.by && notice.kind !== 'place_opened' ? html` · ${t('notices.by', { name: notice.by.display_name })}` : nothing}
        </p>
        ${notice.kind === 'place_opened'
          ? html`<p class="kern-body s-lines">${t('glass.because', { reason: notice.detail })}</p>`
          : nothing}
        ${notice.address ? html`<p class="kern-body"><a href=${notice.address}>${t('notices.look')}</a></p>` : nothing}
      </div>
      <div class="s-actions">${button(t('notices.done'), () => this.read(notice), { small: true })}</div>
    </li>`;
  }

  protected override content(list: api.Notice[]) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('notices.title')}</h1>
        <p class="kern-body s-lead">${t('notices.intro')}</p>
        ${list.length
          ? html`<ul class="s-rows s-rows--wide">
              ${list.map((notice) => this.row(notice))}
            </ul>`
          : empty(t('notices.none'))}
      </div>`;
  }
}
