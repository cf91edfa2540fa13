import { html } from 'lit';
import { t } from '../core/i18n';

export const footer = () => html`
  <footer class="s-footer">
    <div class="s-footer__inner">
      <nav aria-label=${t('footer.label')}>
        <ul class="s-footer__links">
          <li><a href="/help">${t('footer.help')}</a></li>
          <li><a href="/accessibility">${t('footer.accessibility')}</a></li>
        </ul>
      </nav>
      <span class="kern-body kern-body--small kern-body--muted">${t('footer.product')}</span>
    </div>
  </footer>`;
