"""The words a worker sees, where a test must find them, in the portal's three languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortalWords:
    """Names of fields, buttons and states in one language."""

    email: str
    password: str
    sign_in: str
    log_out: str
    tasks: str
    start_working: str
    resume: str
    decline_task: str
    decline: str
    release_task: str
    release: str
    stop_and_resume_later: str
    keep_working: str
    saved: str
    offline: str
    all_done: str
    nothing_waiting: str
    time_is_up: str
    get_next_task: str
    keyboard_shortcuts: str
    language: str
    last_answers: str
    correction_lead: str
    leave_as_it_was: str


ENGLISH = PortalWords(
    email="Email",
    password="Password",
    sign_in="Sign in",
    log_out="Log out",
    tasks="Tasks",
    start_working="Start working",
    resume="Resume",
    decline_task="Decline task",
    decline="Decline",
    release_task="Release task",
    release="Release",
    stop_and_resume_later="Stop and resume later",
    keep_working="Keep working",
    saved="Saved",
    offline="Offline – kept on this computer",
    all_done="All done for now",
    nothing_waiting="Nothing is waiting for you",
    time_is_up="Time is up",
    get_next_task="Get next task",
    keyboard_shortcuts="Keyboard shortcuts",
    language="Language",
    last_answers="Your last answers",
    correction_lead="This is the answer you gave.",
    leave_as_it_was="Leave it as it was",
)

KOREAN = PortalWords(
    email="이메일",
    password="비밀번호",
    sign_in="로그인",
    log_out="로그아웃",
    tasks="작업",
    start_working="작업 시작",
    resume="이어서 하기",
    decline_task="작업 거절",
    decline="거절",
    release_task="작업 반납",
    release="반납",
    stop_and_resume_later="중단하고 나중에 계속",
    keep_working="계속 작업",
    saved="저장됨",
    offline="오프라인 – 이 컴퓨터에 보관됨",
    all_done="지금은 모두 끝났습니다",
    nothing_waiting="대기 중인 작업이 없습니다",
    time_is_up="시간이 다 되었습니다",
    get_next_task="다음 작업 받기",
    keyboard_shortcuts="키보드 단축키",
    language="언어",
    last_answers="최근 답변",
    correction_lead="이전에 제출한 답변입니다.",
    leave_as_it_was="그대로 두기",
)

PORTUGUESE = PortalWords(
    email="E-mail",
    password="Senha",
    sign_in="Entrar",
    log_out="Sair",
    tasks="Tarefas",
    start_working="Começar a trabalhar",
    resume="Retomar",
    decline_task="Recusar tarefa",
    decline="Recusar",
    release_task="Liberar tarefa",
    release="Liberar",
    stop_and_resume_later="Parar e retomar depois",
    keep_working="Continuar trabalhando",
    saved="Salvo",
    offline="Sem conexão – guardado neste computador",
    all_done="Tudo pronto por agora",
    nothing_waiting="Nada espera por você",
    time_is_up="O tempo acabou",
    get_next_task="Pegar a próxima tarefa",
    keyboard_shortcuts="Atalhos de teclado",
    language="Idioma",
    last_answers="Suas últimas respostas",
    correction_lead="Esta é a resposta que você deu.",
    leave_as_it_was="Deixar como estava",
)
