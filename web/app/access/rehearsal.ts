// "Auswirkung prüfen": before a list is saved, who gains and who loses what. Resolves to whether it was done.
import { html, nothing } from 'lit';
import { count, t } from '../core/i18n';
import { asProblem, type Problem } from '../core/http';
import { problemText } from '../core/problem_text';
import type { Effect, Effects } from '../core/types';
import { Dialog } from '../widgets/dialog';
import { button, notice } from '../widgets/parts';
import { levelName } from './words';

interface Rehearsal {
  title: string;
  submit: string;
  rehearse: (cursor?: string | null) => Promise<Effects>;
  act: () => Promise<unknown>;
}

const row = ({ person, before, after }: Effect) => html`
  <li class="s-rows__row">
    <span>${person.display_name}</span>
    <span class="s-meta">${t('rehearsal.change', { before: levelName(before), after: levelName(after) })}</span>
  </li>`;

function body(effects: Effects, more: () => void) {
  if (!effects.gain && !effects.lose) return html`<p class="kern-body">${t('rehearsal.nothing')}</p>`;
  return html`
    <p class="kern-body">
      ${[effects.gain ? count('rehearsal.gain', effects.gain) : '', effects.lose ? count('rehearsal.lose', effects.lose) : '']
        .filter(Boolean)
        .join(' ')}
    </p>
    <ul class="s-rows s-rows--wide">
      ${effects.items.map(row)}
    </ul>
    ${effects.next ? button(t('form.more'), more, { small: true }) : nothing}`;
}

export async function rehearsed({ title, submit, rehearse, act }: Rehearsal): Promise<boolean> {
  let effects = await rehearse();
  let refusal: Problem | undefined;
  let busy = false;
  let done = false;
  const run = async (dialog: Dialog, work: () => Promise<void>) => {
    if (busy) return;
    busy = true;
    refusal = undefined;
    await work().catch((error: unknown) => (refusal = asProblem(error)));
    busy = false;
    if (!done) dialog.update();
  };
  const more = async () => {
    const next = await rehearse(effects.next);
    effects = { ...next, items: [...effects.items, ...next.items] };
  };
  const dialog = new Dialog((self) => ({
    title,
    body: html`
      ${refusal ? notice('danger', problemText(refusal), undefined, 'alert') : nothing}
      ${body(effects, () => void run(self, more))}`,
    footer: html`
      ${button(submit, () => run(self, async () => (await act(), (done = true), self.close())), { kind: 'primary' })}
      ${button(t('dialog.cancel'), () => self.close())}`,
  }));
  await dialog.open().closed;
  return done;
}
