// The page behind a one-time link. Only the button uses the link up, so that a preview in a chat cannot.
import { fill, h } from './dom.js';
import { firstLocale, loadWords, t } from './i18n.js';
import { signFrame, signIn } from './signin.js';

const app = document.getElementById('app');
const token = location.pathname.split('/').at(-1);

async function draw(locale) {
  await loadWords(locale);
  const sentence = h('p', { class: 'sign-error', role: 'alert' });
  const button = h('button', { class: 'button primary large', type: 'button' }, t('link_button'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    await signIn({ token }).then(
      () => location.replace('/console'),
      (error) => fill(sentence, error.message),
    );
  });
  fill(app, signFrame(draw, h('h1', {}, t('link_title')), h('p', {}, t('link_text')), button, sentence));
  button.focus();
}

await draw(firstLocale());
