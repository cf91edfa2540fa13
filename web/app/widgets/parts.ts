// Small pieces that many views share, as plain templates.
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { t, type TextKey } from '../core/i18n';
import { renderedByServer } from '../core/trusted';

export const icon = (name: string) => html`<span class="kern-icon ${name}" aria-hidden="true"></span>`;

export const skeleton = () => html`
  <div class="s-skeleton" role="status">
    <span class="kern-sr-only">${t('app.loading')}</span>
    <div class="s-bone s-bone--title"></div>
    <div class="s-bone"></div>
    <div class="s-bone"></div>
    <div class="s-bone s-bone--short"></div>
  </div>`;

export const empty = (title: string, help: unknown = nothing) => html`
  <div class="s-empty">
    <p class="s-empty__title">${title}</p>
    ${help === nothing ? nothing : html`<div class="s-empty__help">${help}</div>`}
  </div>`;

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';
const alertClass: Record<AlertTone, string> = {
  info: 'kern-alert kern-alert--info',
  success: 'kern-alert kern-alert--success',
  warning: 'kern-alert kern-alert--warning',
  danger: 'kern-alert kern-alert--danger',
};
const alertIcon: Record<AlertTone, string> = {
  info: 'kern-icon--info',
  success: 'kern-icon--success',
  warning: 'kern-icon--warning',
  danger: 'kern-icon--danger',
};

// role=alert only for what the person must hear at once; the rest is found in reading order.
export const notice = (tone: AlertTone, title: string, body: unknown = nothing, role?: 'alert' | 'status') => html`
  <div class=${alertClass[tone]} role=${role ?? nothing}>
    <div class="kern-alert__header">
      ${icon(alertIcon[tone])}
      <span class="kern-title">${title}</span>
    </div>
    ${body === nothing ? nothing : html`<div class="kern-alert__body">${body}</div>`}
  </div>`;

export const prose = (markup: string, label = nothing as unknown): TemplateResult =>
  html`<div class="s-prose" aria-label=${label} .innerHTML=${guard([markup], () => renderedByServer(markup))}></div>`;

export const snippet = (markup: string): TemplateResult =>
  html`<p class="s-snippet" .innerHTML=${guard([markup], () => renderedByServer(markup))}></p>`;

export interface Crumb {
  href: string;
  title: string;
}
export const breadcrumbs = (crumbs: Crumb[]) => html`
  <nav class="s-crumbs" aria-label=${t('app.breadcrumbs')}>
    <ol>
      ${crumbs.map((crumb) => html`<li><a href=${crumb.href}>${crumb.title}</a></li>`)}
    </ol>
  </nav>`;

interface ButtonOptions {
  icon?: string;
  kind?: 'primary' | 'secondary' | 'tertiary';
  small?: boolean;
  busy?: boolean;
  submit?: boolean;
}
const kinds = {
  primary: 'kern-btn kern-btn--primary',
  secondary: 'kern-btn kern-btn--secondary',
  tertiary: 'kern-btn kern-btn--tertiary',
};
const classes = (options: ButtonOptions) =>
  `${kinds[options.kind ?? 'secondary']}${options.small ? ' s-btn--small' : ''}`;

// A busy button stays focusable, so that the focus is not lost while the server answers.
export const button = (text: string, act: (() => unknown) | undefined, options: ButtonOptions = {}) => html`
  <button
    type=${options.submit ? 'submit' : 'button'}
    class=${classes(options)}
    aria-disabled=${options.busy ? 'true' : nothing}
    @click=${(event: Event) => (options.busy ? event.preventDefault() : act?.())}
  >
    ${options.icon ? icon(options.icon) : nothing}<span class="kern-label">${text}</span>
  </button>`;

export const linkButton = (text: string, href: string, options: ButtonOptions = {}) => html`
  <a class=${classes(options)} href=${href}>
    ${options.icon ? icon(options.icon) : nothing}<span class="kern-label">${text}</span>
  </a>`;

export const badge = (text: string, tone: AlertTone = 'info') => {
  const tones = {
    info: 'kern-badge kern-badge--small kern-badge--info',
    success: 'kern-badge kern-badge--small kern-badge--success',
    warning: 'kern-badge kern-badge--small kern-badge--warning',
    danger: 'kern-badge kern-badge--small kern-badge--danger',
  };
  return html`<span class=${tones[tone]}><span class="kern-label kern-label--small">${text}</span></span>`;
};

export const label = (key: TextKey): string => t(key);
