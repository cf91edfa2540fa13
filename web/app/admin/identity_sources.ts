import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem } from '../core/http';
import { maybeText, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import type { Id, IdentitySource, SourceTest } from '../core/types';
import { View } from '../core/view';
import { ask } from '../widgets/ask';
import { badge, button, empty, icon, notice } from '../widgets/parts';
import { addSourceDialog, changeSourceDialog } from './identity_source_dialog';
import { adminNav } from './nav';

type Sources = Awaited<ReturnType<typeof api.identitySources>>;

@customElement('s-identity-sources')
export class IdentitySourcesView extends View<Sources> {
  @state() private results: Record<Id, SourceTest> = {};
  @state() private testing?: Id;

  protected override load(signal: AbortSignal): Promise<Sources> {
    return api.identitySources(signal);
  }

  protected override name(): string {
    return t('sources.title');
  }

  private async afterwards(dialog: Promise<boolean>): Promise<void> {
    if (await dialog) await this.reload();
  }

  private async test(source: IdentitySource): Promise<void> {
    this.testing = source.id;
    announce(t('sources.testing', { name: source.name }));
    try {
      this.results = { ...this.results, [source.id]: await api.testIdentitySource(source.id) };
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    } finally {
      this.testing = undefined;
    }
  }

  private async switchPolicy(on: boolean): Promise<void> {
    const text = on ? t('sources.switch_on') : t('sources.switch_off');
    const sure =
      on ||
      (await ask(text, t('sources.switch_off_text'), [
        { value: 'yes', text, kind: 'primary' },
        { value: 'no', text: t('dialog.cancel') },
      ])) === 'yes';
    if (!sure) return;
    try {
      await api.changeSignInPolicy(on);
      tell(t('form.saved'));
      await this.reload();
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private step({ step, passed, problem, detail }: SourceTest['steps'][number]) {
    const name = t(`sources.step_${step}`);
    const why = problem ? (maybeText(`problem.${problem}`) ?? t('problem.unexpected')) : '';
    return html`
      <li>
        ${icon(passed ? 'kern-icon--success' : 'kern-icon--danger')}
        <div>
          ${passed ? t('sources.step_passed', { step: name }) : t('sources.step_failed', { step: name, problem: why })}
          ${detail ? html`<br /><code lang="en">${detail}</code>` : nothing}
        </div>
      </li>`;
  }

  private result(source: IdentitySource) {
    const result = this.results[source.id];
    if (!result) return nothing;
    const title = t(result.passed ? 'sources.test_passed' : 'sources.test_failed', { name: source.name });
    const steps = html`<ul class="s-steps">
      ${result.steps.map((step) => this.step(step))}
    </ul>`;
    return notice(result.passed ? 'success' : 'danger', title, steps, 'status');
  }

  private row(source: IdentitySource) {
    return html`
      <li class="s-rows__row">
        <div>
          <h2 class="s-rows__title">${source.name}</h2>
          ${source.enabled ? nothing : badge(t('sources.off'), 'warning')}
          <p class="s-meta">${source.slug} · ${source.oidc?.issuer ?? source.ldap?.url}</p>
          ${this.result(source)}
        </div>
        <div class="s-actions">
          ${button(t('sources.change'), () => this.afterwards(changeSourceDialog(source)), { small: true })}
          ${button(t('sources.test'), () => this.test(source), {
            small: true,
            kind: 'tertiary',
            busy: this.testing === source.id,
          })}
        </div>
      </li>`;
  }

  private policy(on: boolean) {
    return html`
      <section class="s-section" aria-labelledby="policy-title">
        <h2 class="kern-heading-medium" id="policy-title">${t('sources.policy')}</h2>
        <p class="kern-body">${on ? t('sources.policy_on') : t('sources.policy_off')}</p>
        ${button(on ? t('sources.switch_off') : t('sources.switch_on'), () => this.switchPolicy(!on))}
      </section>`;
  }

  protected override content({ local_accounts, items }: Sources) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('admin.title')}</h1>
        ${adminNav('sources')}
        <p class="kern-body">${t('sources.intro')}</p>
        <div class="s-actions">
          ${button(t('sources.add'), () => this.afterwards(addSourceDialog()), { kind: 'primary', icon: 'kern-icon--add' })}
        </div>
        ${items.length
          ? html`<ul class="s-rows">
              ${items.map((source) => this.row(source))}
            </ul>`
          : empty(t('sources.none'), t('sources.none_help'))}
        ${this.policy(local_accounts)}
      </div>`;
  }
}
