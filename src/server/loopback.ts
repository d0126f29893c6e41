/** Whether a socket's address is this machine's own. Forwarded headers are never asked. */
export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined &&
  /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.test(address);

/** Whether a host name to listen on is reached from this machine alone. */
export const isLoopbackHost = (host: string): boolean => host === 'localhost' || isLoopback(host);
