import { html, nothing } from 'lit';
import { t } from '../core/i18n';

const tabs = [
  { key: 'people', href: '/admin/people', text: () => t('people.title') },
  { key: 'groups', href: '/admin/groups', text: () => t('groups.title') },
  { key: 'levels', href: '/admin/levels', text: () => t('admin.levels') },
  { key: 'sources', href: '/admin/sources', text: () => t('sources.title') },
  { key: 'spaces', href: '/admin/spaces', text: () => t('spaces.title') },
] as const;

export const adminNav = (current: (typeof tabs)[number]['key']) => html`
  <nav aria-label=${t('admin.label')}>
    <ul class="s-tabs">
      ${tabs.map(
        ({ key, href, text }) => html`<li><a href=${href} aria-current=${key === current ? 'page' : nothing}>${text()}</a></li>`,
      )}
    </ul>
  </nav>`;
