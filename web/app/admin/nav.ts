import { html, nothing } from 'lit';
import { t } from '../core/i18n';

export const adminNav = (current: 'people' | 'spaces') => html`
  <nav aria-label=${t('admin.label')}>
    <ul class="s-tabs">
      <li><a href="/admin/people" aria-current=${current === 'people' ? 'page' : nothing}>${t('people.title')}</a></li>
      <li><a href="/admin/spaces" aria-current=${current === 'spaces' ? 'page' : nothing}>${t('spaces.title')}</a></li>
    </ul>
  </nav>`;
