import { plural } from "../../shared/localization/localization.js";
import type { Words } from "./en.js";
import { clockFace, duration } from "./formats.js";

const tag = "pt-BR";

export const ptBR: Words = {
  product: "Truthloop",
  language: "Idioma",
  logOut: "Sair",
  close: "Fechar",
  cancel: "Continuar trabalhando",
  tryAgain: "Tentar de novo",
  loading: "Carregando…",
  skipToMain: "Ir para o conteúdo principal",
  duration: (seconds) => duration(tag, seconds),

  signIn: {
    title: "Entrar",
    lead: "Entre para ver as tarefas que esperam por você.",
    email: "E-mail",
    password: "Senha",
    button: "Entrar",
    busy: "Entrando…",
    wrong: "E-mail ou senha incorretos. Confira os dois e tente de novo.",
    tooMany: (seconds) => `Tentativas demais. Tente de novo em ${duration(tag, seconds)}.`,
    signedOut: "Você saiu.",
    unsent: (count) =>
      plural(tag, count, {
        one: "Uma resposta está guardada neste computador. Ela será enviada quando você entrar de novo.",
        other: `${count} respostas estão guardadas neste computador. Elas serão enviadas quando você entrar de novo.`,
      }),
    unreachable: "Não foi possível falar com o servidor. Verifique a conexão e tente de novo.",
    emailMissing: "Informe seu e-mail.",
    passwordMissing: "Informe sua senha.",
    again: "Entre de novo",
    againLead: "Sua sessão terminou. Entre para continuar: seu trabalho ainda está aqui.",
    otherWorker: "Essa é outra conta. Entre como a pessoa que está com esta tarefa.",
    leave: "Deixar esta tarefa",
    showPassword: "Mostrar senha",
  },

  password: {
    title: "Escolha uma nova senha",
    lead: "Este é seu primeiro acesso. Escolha uma senha que só você conheça.",
    current: "Senha atual",
    wanted: "Nova senha",
    repeat: "Nova senha outra vez",
    button: "Salvar senha",
    busy: "Salvando…",
    welcome: "Boas-vindas",
    welcomeLead: "Escolha uma senha para a sua conta. A partir de agora você entra com seu e-mail e esta senha.",
    welcomeButton: "Salvar e entrar",
    toSignIn: "Ir para a entrada",
    differ: "As duas senhas novas não são iguais.",
    wrongCurrent: "A senha atual está incorreta.",
    missing: "Preencha todos os campos.",
  },

  list: {
    title: "Tarefas",
    start: "Começar a trabalhar",
    resume: "Retomar",
    available: "Disponível",
    inProgress: "Em andamento",
    stopped: "Parada",
    waiting: (count) => plural(tag, count, { one: "1 tarefa esperando", other: `${count} tarefas esperando` }),
    timeLimit: (seconds) => `${duration(tag, seconds)} por tarefa`,
    created: (iso) => `Desde ${clockFace.day(tag, iso)}`,
    stoppedAt: (iso) => clockFace.moment(tag, iso),
    timeLeft: (clock) => `Restam ${clock}`,
    emptyTitle: "Nada espera por você",
    emptyLead: "Está tudo em dia. Novas tarefas aparecem aqui sozinhas.",
    looked: (when) => `Última verificação às ${clockFace.time(tag, when)}`,
    notReached: "Não foi possível falar com o servidor. Ainda tentando.",
    keywords: "Palavras-chave",
    released: "Tarefa liberada. Agora outra pessoa pode pegá-la.",
    paused: "Tarefa parada. Ela fica aqui para você retomar.",
    signedInAs: (email) => `Você entrou como ${email}`,
  },

  unsent: {
    title: (count) =>
      plural(tag, count, { one: "1 resposta ainda não enviada", other: `${count} respostas ainda não enviadas` }),
    trying: "Guardada neste computador e enviada assim que o servidor responder.",
    refusedTitle: "Uma resposta não foi aceita",
    copy: "Copiar resposta",
    copied: "Copiado",
    forget: "Remover",
    sending: (count) =>
      plural(tag, count, { one: "Enviando sua última resposta…", other: "Enviando suas últimas respostas…" }),
  },

  task: {
    backToList: "Lista de tarefas",
    actions: "Ações da tarefa",
    submit: "Enviar",
    decline: "Recusar tarefa",
    release: "Liberar tarefa",
    pause: "Parar e retomar depois",
    timeLeft: "Tempo restante",
    minutesLeft: (seconds) => `Restam ${duration(tag, seconds)} para esta tarefa.`,
    saved: "Salvo",
    answerSaved: "Resposta salva",
    saving: "Salvando…",
    offline: "Sem conexão – guardado neste computador",
    frameTitle: (title) => `Tarefa: ${title}`,
    asking: "Buscando sua tarefa…",
    opening: "Abrindo a tarefa…",
    sending: "Enviando sua resposta…",
    sendingOffline:
      "Sem conexão. Sua resposta está guardada neste computador e será enviada assim que o servidor responder.",
    slow: "Esta página está demorando para carregar.",
    reload: "Carregar de novo",
    lostConnection: "Conexão perdida. Você pode continuar: o que você escreve fica guardado neste computador.",
    refused: "A resposta não foi aceita:",
    draftRefused: "Seu rascunho não pôde ser salvo:",
    pageError: "A página da tarefa relata um problema:",
    leavingFailed: "Não funcionou:",
    dismiss: "Dispensar",
    keys: "Atalhos de teclado",
  },

  confirm: {
    declineTitle: "Recusar esta tarefa?",
    declineText:
      "Ela não será oferecida a você de novo, e o que você escreveu não será guardado. Outra pessoa pode pegá-la.",
    declineButton: "Recusar",
    releaseTitle: "Liberar esta tarefa?",
    releaseText: "Ela volta para que outra pessoa a pegue. O que você escreveu não será guardado, e ela não será oferecida a você de novo.",
    releaseButton: "Liberar",
  },

  over: {
    timeTitle: "O tempo acabou",
    timeText: "O tempo limite desta tarefa passou e ela não foi enviada. Ela pode ir para outra pessoa.",
    timeKept: "Sua resposta chegou depois do tempo limite. Ela foi guardada como resposta atrasada.",
    goneTitle: "Esta tarefa não é mais sua",
    goneText: "Ela foi parada, concluída ou passada a outra pessoa enquanto você estava fora.",
    elsewhereTitle: "Concluída em outra janela",
    elsewhereText: "Você já terminou esta tarefa em outra aba ou janela.",
    draftLabel: "O que você escreveu",
    copy: "Copiar o que você escreveu",
    copied: "Copiado",
    next: "Pegar a próxima tarefa",
    list: "Voltar à lista de tarefas",
  },

  finished: {
    title: "Tudo pronto por agora",
    text: "Não há mais nada a fazer aqui. Obrigado.",
    button: "Voltar à lista de tarefas",
    stuckTitle: "Não foi possível abrir a tarefa",
  },

  keys: {
    title: "Atalhos de teclado",
    help: "Mostrar ou esconder esta lista",
    forward: "Próximo campo ou botão",
    back: "Campo ou botão anterior; do primeiro campo da tarefa para a barra acima dela",
    close: "Fechar um diálogo ou menu",
    onOff: "Usar a tecla ?",
  },
};
