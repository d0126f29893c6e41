// The page's words, in the person's language; served by the desk, so that they live in one place.
let words = {};
let current = 'en';

/** Loads the words of a language. */
export async function loadWords(locale) {
  const response = await fetch(`/console/words/${locale}`);
  words = await response.json();
  current = locale;
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

/** The language that is shown. */
export const locale = () => current;

/** A sentence with its `{name}` marks filled. */
export const t = (key, values = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (mark, name) => (name in values ? String(values[name]) : mark));

const chosenKey = 'orderdesk-language';

/** The language that the visitor chose before signing in, if any; signing in keeps it. */
export const chosenLocale = () => sessionStorage.getItem(chosenKey) ?? undefined;
export const chooseLocale = (locale) => sessionStorage.setItem(chosenKey, locale);
export const forgetChosenLocale = () => sessionStorage.removeItem(chosenKey);

/** The language to start with, before we know who it is. */
export const firstLocale = (fallback = 'en') =>
  chosenLocale() ??
  navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'zh' || tag === 'en') ??
  fallback;

const tag = () => (current === 'zh' ? 'zh-CN' : 'en-GB');

/** The clock time of an instant in a time zone. */
export const timeText = (at, timeZone) =>
  new Intl.DateTimeFormat(tag(), { hour: '2-digit', minute: '2-digit', timeZone }).format(at);

/** The calendar day of an instant, for comparing. */
export const dayOf = (at, timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

/** The day as a heading: today, yesterday, or the date. */
export function dayText(at, timeZone, now = new Date()) {
  const day = dayOf(at, timeZone);
  if (day === dayOf(now, timeZone)) return t('today');
  if (day === dayOf(new Date(now.getTime() - 86_400_000), timeZone)) return t('yesterday');
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'full', timeZone }).format(at);
}
