/** Problem documents as the server writes them. */

const PROBLEMS = {
  403: ['foreign_origin', 'Von dieser Website aus werden keine Anfragen angenommen.'],
  404: ['unknown_assistant', 'Diesen Assistenten gibt es nicht.'],
  409: ['different_content', 'Ihre Anfrage ist bereits mit anderem Inhalt eingegangen.'],
  410: ['paused', 'Zurzeit werden hier keine Anfragen angenommen.'],
  413: ['too_large', 'Ihre Anfrage ist zu umfangreich.'],
  422: ['invalid_answers', 'Bitte prüfen Sie Ihre Angaben.'],
  429: ['too_many', 'Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte versuchen Sie es in einigen Minuten noch einmal.'],
  503: ['unavailable', 'Der Dienst ist gerade nicht erreichbar.'],
};

export function explain(status) {
  const [code, detail] = PROBLEMS[status] ?? ['unavailable', ''];
  const problem = { type: `urn:zenflow:${code}`, title: code, status, detail, code };
  if (status === 422) {
    problem.errors = [{ field: 'email', code: 'invalid_email', message: 'Diese E-Mail-Adresse nimmt der Server nicht an.' }];
  }
  if (status === 410) problem.contact = 'So erreichen Sie ABC Versicherungsmakler AG: 030 1234567';
  return problem;
}
