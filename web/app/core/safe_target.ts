// Only an address of our own may follow a sign-in.
export const safeTarget = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : '/');
