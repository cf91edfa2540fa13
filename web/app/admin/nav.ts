import { html, nothing } from 'lit';
import { t } from '../core/i18n';
import { me } from '../core/session';

const tabs = [
  { key: 'people', href: '/admin/people', text: () => t('people.title') },
  { key: 'groups', href: '/admin/groups', text: () => t('groups.title'), organises: true },
  { key: 'levels', href: '/admin/levels', text: () => t('admin.levels'), organises: true },
  { key: 'sources', href: '/admin/sources', text: () => t('sources.title') },
  { key: 'spaces', href: '/admin/spaces', text: () => t('spaces.title') },
] as const;

// Somebody who organises without being an administrator sees the tabs that are theirs.
const shown = (tab: (typeof tabs)[number]) => me()?.abilities.administer || 'organises' in tab;

export const adminNav = (current: (typeof tabs)[number]['key']) => html`
  <nav aria-label=${t('admin.label')}>
    <ul class="s-tabs">
      ${tabs.filter(shown).map(
        ({ key, href, text }) => html`<li><a href=${href} aria-current=${key === current ? 'page' : nothing}>${text()}</a></li>`,
      )}
    </ul>
  </nav>`;
