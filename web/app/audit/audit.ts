// Searches of the audit log: asked for by one, allowed by another, looked at by both for a week.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { day, moment } from '../core/format';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import { me } from '../core/session';
import type { Id, Opening, Person } from '../core/types';
import { View } from '../core/view';
import { formDialog } from '../dialogs/form';
import { areaField, textField } from '../widgets/fields';
import { badge, button, empty } from '../widgets/parts';
import '../widgets/person_picker';
import { allOpenings } from '../notices/api';
import * as api from './api';

async function askDialog(): Promise<boolean> {
  const request: api.NewAuditRequest = { person: '', purpose: '', first_day: '', last_day: '' };
  let chosen: Person | null = null;
  return formDialog({
    title: t('audit.ask'),
    submit: t('audit.ask_submit'),
    body: (problem, renew) => html`
      <s-person-picker
        .label=${t('audit.person')}
        .chosen=${chosen}
        @chosen=${(event: CustomEvent<Person | null>) => {
          chosen = event.detail;
          request.person = chosen?.id ?? '';
          renew();
        }}
      ></s-person-picker>
      ${areaField({
        id: 'audit-purpose',
        label: t('audit.purpose'),
        hint: t('audit.purpose_hint'),
        value: request.purpose,
        required: true,
        error: fieldText(problem, '/purpose'),
        change: (value) => ((request.purpose = value), renew()),
      })}
      ${(['first_day', 'last_day'] as const).map((name) =>
        textField({
          id: `audit-${name}`,
          label: t(`audit.${name}`),
          type: 'date',
          required: true,
          value: request[name],
          error: fieldText(problem, `/${name}`),
          change: (value) => ((request[name] = value), renew()),
        }),
      )}`,
    send: () => api.ask(request),
  });
}

interface Audit {
  requests: api.AuditRequest[];
  openings: Opening[];
}

@customElement('s-audit')
export class AuditView extends View<Audit> {
  @state() private shown?: { request: Id; events: api.AuditEvent[] };

  protected override async load(signal: AbortSignal): Promise<Audit> {
    const [requests, openings] = await Promise.all([
      api.requests(signal),
      me()?.abilities.see_break_glass ? allOpenings(signal) : Promise.resolve([]),
    ]);
    return { requests, openings };
  }

  protected override name(): string {
    return t('audit.title');
  }

  private async ask(): Promise<void> {
    if (!(await askDialog())) return;
    tell(t('audit.asked'));
    await this.reload();
  }

  private async decide(request: api.AuditRequest, approved: boolean): Promise<void> {
    try {
      await api.decide(request.id, approved);
      tell(t(approved ? 'audit.allowed' : 'audit.refused'));
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
    await this.reload();
  }

  private async look(request: api.AuditRequest): Promise<void> {
    try {
      const events = await api.events(request.id);
      this.shown = { request: request.id, events };
      announce(count('audit.events', events.length));
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private status(request: api.AuditRequest) {
    if (request.approved === null) return badge(t('audit.waiting'), 'warning');
    return request.approved ? badge(t('audit.allowed'), 'success') : badge(t('audit.refused'), 'danger');
  }

  private events(events: api.AuditEvent[]) {
    if (!events.length) return empty(t('audit.no_events'));
    return html`<div class="s-scroll" tabindex="0" role="region" aria-label=${t('audit.list')}>
      <table class="s-table">
        <thead>
          <tr>
            ${(['at', 'kind', 'subject', 'detail', 'source'] as const).map((name) => html`<th scope="col">${t(`audit.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${events.map(
            (event) => html`<tr>
              <td>${moment(event.at)}</td>
              <td>${event.kind}</td>
              <td>${event.subject} ${event.subject_id ?? ''}</td>
              <td>${event.detail}</td>
              <td>${event.source}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private row(request: api.AuditRequest) {
    const { person, requester, decider } = request;
    return html`<li class="s-rows__row">
      <div>
        <h2 class="s-rows__title">${t('audit.about', { name: person.display_name })}</h2>
        ${this.status(request)}
        <p class="s-meta">
          ${t('audit.asked_by', { name: requester.display_name, when: moment(request.requested_at) })} ·
          ${day(request.first_day)} – ${day(request.last_day)}
          ${decider ? html` · ${t('audit.decided_by', { name: decider.display_name, when: moment(request.decided_at!) })}` : nothing}
        </p>
        <p class="kern-body s-lines">${request.purpose}</p>
        ${this.shown?.request === request.id ? this.events(this.shown.events) : nothing}
      </div>
      <div class="s-actions">
        ${request.decidable
          ? html`${button(t('audit.allow'), () => this.decide(request, true), { small: true })}
            ${button(t('audit.refuse'), () => this.decide(request, false), { small: true, kind: 'tertiary' })}`
          : nothing}
        ${request.open ? button(t('audit.look'), () => this.look(request), { small: true }) : nothing}
      </div>
    </li>`;
  }

  // Told to data protection, whatever the managers of the place do about it.
  private openings(openings: Opening[]) {
    return html`
      <section class="s-section" aria-labelledby="openings-title">
        <h2 class="kern-heading-medium" id="openings-title">${t('glass.all')}</h2>
        ${openings.length
          ? html`<ul class="s-rows">
              ${openings.map(
                ({ person, place, reason, opened_at, ends_at, ended_at }) => html`<li class="s-rows__row">
                  <div>
                    <h3 class="s-rows__title">${t('glass.of', { who: person.display_name, space: place })}</h3>
                    <p class="s-meta">${moment(opened_at)} – ${moment(ended_at ?? ends_at)}</p>
                    <p class="kern-body s-lines">${t('glass.because', { reason })}</p>
                  </div>
                </li>`,
              )}
            </ul>`
          : empty(t('glass.none'))}
      </section>`;
  }

  protected override content({ requests, openings }: Audit) {
    return html`
      <div class="s-page">
        <div class="s-section__head">
          <h1 class="kern-heading-large" tabindex="-1">${t('audit.title')}</h1>
          ${button(t('audit.ask'), () => this.ask(), { kind: 'primary' })}
        </div>
        <p class="kern-body">${t('audit.intro')}</p>
        ${requests.length
          ? html`<ul class="s-rows">
              ${requests.map((request) => this.row(request))}
            </ul>`
          : empty(t('audit.none'))}
        ${me()?.abilities.see_break_glass ? this.openings(openings) : nothing}
      </div>`;
  }
}
