// What is wider than its place scrolls sideways by itself; its edges show on which side there is more.
import { h } from './dom.js';
import { t } from './i18n.js';

/** A frame in which `content` scrolls sideways where it must; the keyboard reaches it then, under the name `label`. */
export function sideways(label, content) {
  const scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': label }, content);
  const frame = h('div', { class: 'table-frame' }, scroll);

  function look() {
    const beyond = scroll.scrollWidth - scroll.clientWidth;
    const at = Math.abs(scroll.scrollLeft);
    frame.classList.toggle('more-before', beyond > 1 && at > 1);
    frame.classList.toggle('more-after', beyond > 1 && at < beyond - 1);
    scroll.setAttribute('aria-label', beyond > 1 ? t('table_scrolls', { label }) : label);
    if (beyond > 1) scroll.tabIndex = 0;
    else scroll.removeAttribute('tabindex');
  }

  scroll.addEventListener('scroll', look, { passive: true });
  const sizes = new ResizeObserver(look);
  sizes.observe(scroll);
  sizes.observe(content);
  return frame;
}
