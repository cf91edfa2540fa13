// What the sections of "my account" share: a change is done, said, and the view reads again.
import { asProblem } from '../core/http';
import { problemText } from '../core/problem_text';
import { tell } from '../core/status';
import { ask } from '../widgets/ask';
import { t } from '../core/i18n';

export interface Question {
  title: string;
  text: string;
  yes: string;
}

// Asks first if there is a question; true when it was done.
export async function doing(act: () => Promise<unknown>, said: string, question?: Question): Promise<boolean> {
  if (question) {
    const sure = await ask(question.title, question.text, [
      { value: 'yes', text: question.yes, kind: 'primary' },
      { value: 'no', text: t('dialog.cancel') },
    ]);
    if (sure !== 'yes') return false;
  }
  try {
    await act();
  } catch (error) {
    tell(problemText(asProblem(error)), 'danger');
    return false;
  }
  tell(said);
  return true;
}
