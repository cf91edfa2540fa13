// A question with named answers; resolves to the chosen one, undefined when dismissed.
import { html } from 'lit';
import { button } from './parts';
import { Dialog } from './dialog';

export interface Answer<T extends string> {
  value: T;
  text: string;
  kind?: 'primary' | 'secondary' | 'tertiary';
}

export async function ask<T extends string>(title: string, text: string, answers: Answer<T>[]): Promise<T | undefined> {
  let chosen: T | undefined;
  const dialog = new Dialog((self) => ({
    title,
    body: html`<p class="kern-body">${text}</p>`,
    footer: answers.map((answer) =>
      button(
        answer.text,
        () => {
          chosen = answer.value;
          self.close();
        },
        { kind: answer.kind },
      ),
    ),
  }));
  await dialog.open().closed;
  return chosen;
}
