// The largest file that the desk takes; the page says so before it sends one for nothing.
import { t } from './i18n.js';

const mostBytes = 20 * 1024 * 1024;

/** What is said of a file that is too large to be sent; undefined where it is not. */
export const tooLarge = (file) => (file.size > mostBytes ? t('file_large') : undefined);
