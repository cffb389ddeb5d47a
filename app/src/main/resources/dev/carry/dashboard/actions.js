// What changes something on the server. The page of this machine may act as it is; elsewhere the
// token is asked for once, and kept as long as the page is open.
let token = '';

/** Whether the last action was refused for want of a token. */
export let needsToken = false;

export function useToken(text) {
  token = text;
}

/** Asks the server to do something; throws with its words where it does not. */
export async function act(method, path, body) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const options = { method, headers };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  needsToken = answer.status === 401;
  const told = await answer.json();
  if (!answer.ok) {
    throw new Error(told.detail ?? String(answer.status));
  }
  return told;
}
