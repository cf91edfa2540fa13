// Form fields with a visible label, help and error text, joined for screen readers; KERN's markup.
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../core/i18n';
import { icon } from './parts';

interface Field {
  id: string;
  label: string;
  value: string;
  change?: (value: string) => void;
  hint?: string;
  error?: string;
  optional?: boolean;
  required?: boolean;
}

const described = (field: Field): unknown =>
  [field.hint && `${field.id}-hint`, field.error && `${field.id}-error`].filter(Boolean).join(' ') || nothing;

const frame = (field: Field, control: unknown) => html`
  <div class=${field.error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
    <label class="kern-label" for=${field.id}>
      ${field.label}${field.optional ? html` <span class="kern-label__optional">– ${t('form.optional')}</span>` : nothing}
    </label>
    ${field.hint ? html`<div class="kern-hint" id="${field.id}-hint">${field.hint}</div>` : nothing}
    ${control}
    ${field.error
      ? html`<p class="kern-error" id="${field.id}-error">
          ${icon('kern-icon--danger')}<span class="kern-body">${field.error}</span>
        </p>`
      : nothing}
  </div>`;

const inputClass = (field: Field) =>
  field.error ? 'kern-form-input__input kern-form-input__input--error' : 'kern-form-input__input';

const typed = (field: Field) => (event: Event) =>
  field.change?.((event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);

export interface TextField extends Field {
  type?: 'text' | 'password' | 'email' | 'search' | 'date';
  autocomplete?: string;
  maxlength?: number;
  readonly?: boolean;
}

export const textField = (field: TextField) =>
  frame(
    field,
    html`<input
      class=${inputClass(field)}
      id=${field.id}
      name=${field.id}
      type=${field.type ?? 'text'}
      .value=${live(field.value)}
      autocomplete=${field.autocomplete ?? 'off'}
      maxlength=${field.maxlength ?? nothing}
      spellcheck=${field.type === 'password' ? 'false' : nothing}
      ?required=${field.required}
      ?readonly=${field.readonly}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${described(field)}
      @input=${typed(field)}
    />`,
  );

// A code of the authenticator app, which password managers fill in; recovery codes have letters, too.
export const codeField = (
  id: string,
  value: string,
  error: string | undefined,
  change: (value: string) => void,
  hint = t('code.hint'),
) =>
  textField({
    id,
    label: t('code.label'),
    hint,
    autocomplete: 'one-time-code',
    required: true,
    maxlength: 40,
    value,
    error,
    change,
  });

export const areaField = (field: Field & { rows?: number }) =>
  frame(
    field,
    html`<textarea
      class=${inputClass(field)}
      id=${field.id}
      rows=${field.rows ?? 3}
      .value=${live(field.value)}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${described(field)}
      @input=${typed(field)}
    ></textarea>`,
  );

export interface Choice {
  value: string;
  text: string;
}
export const choiceField = (field: Field & { choices: Choice[] }) =>
  frame(
    field,
    html`<div class="kern-form-input__select-wrapper">
      <select
        class="kern-form-input__select"
        id=${field.id}
        aria-describedby=${described(field)}
        @change=${typed(field)}
      >
        ${field.choices.map(
          (choice) =>
            html`<option value=${choice.value} .selected=${choice.value === field.value}>${choice.text}</option>`,
        )}
      </select>
    </div>`,
  );

export const checkField = (id: string, text: string, checked: boolean, change: (checked: boolean) => void) => html`
  <div class="kern-form-check">
    <input
      class="kern-form-check__checkbox"
      type="checkbox"
      id=${id}
      .checked=${live(checked)}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />
    <label class="kern-label" for=${id}>${text}</label>
  </div>`;

// After a refused form: the focus goes to the first field in error, else the summary is what is read.
export async function focusFirstError(form: Element): Promise<void> {
  await new Promise((done) => setTimeout(done));
  (form.querySelector<HTMLElement>('[aria-invalid=true]') ?? form.querySelector<HTMLElement>('[role=alert]'))?.focus();
}
