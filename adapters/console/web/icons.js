// Line icons on a 20 × 20 grid, drawn in the colour of the text.
const paths = {
  hash: 'M7.5 3 6 17M14 3l-1.500 14M3.500 7.500h13.500M3 12.500h13.500',
  desk: 'M4 5h12M4 10h12M4 15h5M12 15l2 2 3.500-4',
  menu: 'M3 6h14M3 10h14M3 14h14',
  close: 'M5 5l10 10M15 5L5 15',
  send: 'M3.500 10h12M10.500 4.500 16 10l-5.500 5.500',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M15.700 4.300l-1.100 1.100M5.400 14.600l-1.100 1.100',
  moon: 'M16.500 11.800A6.800 6.800 0 0 1 8.200 3.500a6.800 6.800 0 1 0 8.300 8.300Z',
  auto: 'M10 3a7 7 0 1 0 0 14V3ZM10 3a7 7 0 0 1 0 14',
  globe:
    'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM3 10h14M10 3c2.300 2 3 4.500 3 7s-.7 5-3 7c-2.300-2-3-4.500-3-7s.7-5 3-7Z',
  keyboard: 'M3 5.500h14v9H3zM6 8.500h.01M9 8.500h.01M12 8.500h.01M14.500 8.500h.01M6.500 11.500h7',
  out: 'M8 4H4.500v12H8M8.500 10H17M13.500 6.500 17 10l-3.500 3.500',
  check: 'm4 10.500 4 4 8-9',
  down: 'M10 4v12M4.500 10.500 10 16l5.500-5.500',
  chevron: 'm5.500 8 4.500 4.500L14.500 8',
  file: 'M5.500 2.500h6l3.500 3.500v11.500h-9.500zM11.500 2.500V6H15',
  clip: 'M15.500 9.500 10 15a3.500 3.500 0 0 1-5-5l6-6a2.300 2.300 0 0 1 3.300 3.300l-6 6a1.100 1.100 0 0 1-1.600-1.600l5.300-5.300',
  download: 'M10 3v9M6 8.500l4 4 4-4M4 16.500h12',
  plus: 'M10 4v12M4 10h12',
  trash: 'M4 6h12M8 6V4h4v2M5.500 6l.8 10.500h7.400L14.500 6',
  lock: 'M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9',
  form: 'M4 3.500h12v13H4zM7 7h6M7 10h6M7 13h3',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4ZM12.700 12.700 17 17',
  day: 'M3.500 5h13v11.500h-13zM3.500 8.500h13M7 3v3M13 3v3',
  list: 'M7 5.500h10M7 10h10M7 14.500h10M3.500 5.500h.01M3.500 10h.01M3.500 14.500h.01',
  chart: 'M4 16.500V10M8 16.500V5M12 16.500V8M16 16.500V3.500',
  help: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM8 8a2 2 0 1 1 2.800 1.800c-.6.3-.8.7-.8 1.400M10 13.800v.01',
  alert: 'M10 3 2.500 16.500h15zM10 8v4M10 14.300v.01',
};

const space = 'http://www.w3.org/2000/svg';

/** An icon; it is an ornament, the words beside it are what counts. */
export function icon(name) {
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
