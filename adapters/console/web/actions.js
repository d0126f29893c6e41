// What happens when a person says or clicks something: the call, the key, and what the answer means for the page.
import { api, newKey } from './api.js';
import { ask } from './dialogs.js';
import { openForm } from './forms.js';
import { locale, t } from './i18n.js';
import { receive } from './store.js';
import { toast } from './toast.js';

/** Shows what a call answered: messages, sentences, and the form that it opens. */
export function take(reply) {
  for (const message of reply.messages) receive(message, { live: false });
  for (const sentence of Object.values(reply.errors ?? {})) toast(sentence);
  const opened = reply.messages.find((message) => message.id === reply.open);
  if (opened?.form) openForm(opened, take);
}

function busy(element, working) {
  for (const b of element.closest('.card').querySelectorAll('button[data-button], input[data-tick]'))
    b.disabled = working;
  element.classList.toggle('working', working);
  element.setAttribute('aria-busy', String(working));
}

/**
 * Presses a card's button: asks where it must be confirmed, and works until the desk has answered. `checked` is what is
 * ticked beside it, where something can be.
 */
export async function press(message, button, element, checked) {
  const yes = locale() === 'zh' ? button.label : button.label.charAt(0).toLowerCase() + button.label.slice(1);
  const danger = button.style === 'danger';
  if (button.confirm && !(await ask(button.confirm, { yes: t('confirm_yes', { action: yes }), danger }))) return;
  busy(element, true);
  try {
    take(await api.click(message.conversation, message.id, { button: button.id, checked }, newKey()));
  } catch (error) {
    toast(error.message);
  } finally {
    if (element.isConnected) {
      busy(element, false);
      if (document.activeElement === document.body) element.focus({ preventScroll: true });
    }
  }
}
