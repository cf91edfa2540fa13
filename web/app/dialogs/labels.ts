import { html } from 'lit';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { tell } from '../core/status';
import type { Page } from '../core/types';
import { textField } from '../widgets/fields';
import { formDialog } from './form';
import { labelsIn } from './labels_text';

export async function labelsDialog(page: Page): Promise<boolean> {
  let text = page.labels.join(', ');
  const known = await api.labelsOf(page.space.slug).catch(() => []);
  const done = await formDialog({
    title: t('labels.title'),
    submit: t('form.save'),
    body: (problem, renew) => html`
      ${textField({
        id: 'labels',
        label: t('page.labels'),
        hint: t('labels.hint'),
        value: text,
        error: fieldText(problem, '/labels'),
        change: (value) => ((text = value), renew()),
      })}
      ${known.length
        ? html`<div>
            <p class="s-meta" id="known-labels">${t('labels.known')}</p>
            <ul class="s-labels" aria-labelledby="known-labels">
              ${known.slice(0, 30).map(({ label }) => {
                const used = labelsIn(text).includes(label);
                const toggle = () => {
                  const rest = labelsIn(text).filter((one) => one !== label);
                  text = (used ? rest : [...rest, label]).join(', ');
                  renew();
                };
                return html`<li>
                  <button type="button" class="s-chip" aria-pressed=${String(used)} @click=${toggle}>${label}</button>
                </li>`;
              })}
            </ul>
          </div>`
        : ''}`,
    send: () => api.changeLabels(page.id, labelsIn(text)),
  });
  if (done) tell(t('form.saved'));
  return done;
}
