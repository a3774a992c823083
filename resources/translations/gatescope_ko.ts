<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AllSessions</name>
    <message>
        <source>Sessions</source>
        <translation>세션</translation>
    </message>
    <message>
        <source>Search by name, data or run</source>
        <translation>이름, 데이터, 실행으로 찾기</translation>
    </message>
    <message>
        <source>Show more ({n} left)</source>
        <translation>더 보기({n}개 남음)</translation>
    </message>
    <message>
        <source>No session is called that.</source>
        <translation>그런 이름의 세션이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was kept yet.</source>
        <translation>아직 보관된 세션이 없습니다.</translation>
    </message>
    <message>
        <source>{n} sessions, {size}.</source>
        <translation>세션 {n}개, {size}.</translation>
    </message>
    <message>
        <source>1 session, {size}.</source>
        <translation>세션 1개, {size}.</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>Large, in the middle</source>
        <translation>가운데에 크게</translation>
    </message>
    <message>
        <source>Show as colours</source>
        <translation>색으로 보기</translation>
    </message>
    <message>
        <source>Show as lines</source>
        <translation>선으로 보기</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>아래로</translation>
    </message>
    <message>
        <source>Leave this row out</source>
        <translation>이 행 빼기</translation>
    </message>
    <message>
        <source>All rows as they were</source>
        <translation>행을 처음대로</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Trains another cell on the same data beside this one; nothing else differs</source>
        <translation>이 실행과 나란히 다른 셀을 같은 데이터로 학습합니다. 다른 조건은 모두 같습니다</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>알겠습니다</translation>
    </message>
    <message>
        <source>Hides this hint; the training goes on</source>
        <translation>이 안내를 숨깁니다. 학습은 계속됩니다</translation>
    </message>
    <message>
        <source>Compare with {cell}</source>
        <translation>{cell} 셀과 비교</translation>
    </message>
</context>
<context>
    <name>Baselines</name>
    <message>
        <source>repeat last value</source>
        <translation>직전 값 반복</translation>
    </message>
    <message>
        <source>same as last season</source>
        <translation>계절 반복</translation>
    </message>
    <message>
        <source>bigram</source>
        <translation>바이그램</translation>
    </message>
    <message>
        <source>unigram</source>
        <translation>유니그램</translation>
    </message>
    <message>
        <source>class shares</source>
        <translation>클래스 비율</translation>
    </message>
    <message>
        <source>training mean</source>
        <translation>학습 평균</translation>
    </message>
    <message>
        <source>mean of the past</source>
        <translation>지난 값의 평균</translation>
    </message>
    <message>
        <source>Markov, AR(1)</source>
        <translation>마르코프, AR(1)</translation>
    </message>
    <message>
        <source>{n}-gram</source>
        <translation>{n}-그램</translation>
    </message>
    <message>
        <source>value {n} steps before</source>
        <translation>{n}시점 전의 값</translation>
    </message>
    <message>
        <source>{n} steps before</source>
        <translation>{n}시점 전</translation>
    </message>
    <message>
        <source>last season</source>
        <translation>계절 반복</translation>
    </message>
    <message>
        <source>Says that the next value is the last one. Skill is measured with it.</source>
        <translation>다음 값이 직전 값과 같다고 예측합니다. 예측력은 이것을 기준으로 잽니다.</translation>
    </message>
    <message>
        <source>Says that the next value is the one {n} steps before it.</source>
        <translation>다음 값이 {n}시점 전의 값과 같다고 예측합니다.</translation>
    </message>
    <message>
        <source>Knows how often each symbol follows the one before it. Skill is measured with it.</source>
        <translation>각 문자 다음에 어떤 문자가 얼마나 자주 오는지 압니다. 예측력은 이것을 기준으로 잽니다.</translation>
    </message>
    <message>
        <source>Knows only how often each symbol comes.</source>
        <translation>각 문자가 얼마나 자주 나오는지만 압니다.</translation>
    </message>
    <message>
        <source>Knows only how often each class comes in the training part. Skill is measured with it.</source>
        <translation>학습 부분에 각 클래스가 얼마나 자주 나오는지만 압니다. 예측력은 이것을 기준으로 잽니다.</translation>
    </message>
    <message>
        <source>Always says the training part&apos;s mean. Skill is measured with it.</source>
        <translation>언제나 학습 부분의 평균을 말합니다. 예측력은 이것을 기준으로 잽니다.</translation>
    </message>
    <message>
        <source>Repeats the value {n} steps before, the last one known then. Skill is measured with it.</source>
        <translation>그때 알려진 마지막 값인 {n}시점 전의 값을 되풀이합니다. 예측력은 이것을 기준으로 잽니다.</translation>
    </message>
    <message>
        <source>Repeats the last season that was known {n} steps before.</source>
        <translation>{n}시점 전에 알려진 마지막 계절을 되풀이합니다.</translation>
    </message>
    <message>
        <source>Knows how often each symbol follows the one {n} before it. Skill is measured with it.</source>
        <translation>각 문자가 {n}개 앞의 문자 뒤에 얼마나 자주 오는지 압니다. 예측력은 이것을 기준으로 잽니다.</translation>
    </message>
    <message>
        <source>Says that what comes is the mean of everything before it.</source>
        <translation>다음 값이 그 앞 모든 값의 평균이라고 말합니다.</translation>
    </message>
    <message>
        <source>Knows only the value before: a line through pairs of values, by least squares.</source>
        <translation>바로 앞 값만 압니다. 값의 쌍에 최소제곱으로 그은 직선입니다.</translation>
    </message>
    <message>
        <source>A weighted sum of the {n} values before, its weights by least squares on the training part.</source>
        <translation>앞의 값 {n}개의 가중합이며, 가중치는 학습 부분에서 최소제곱으로 구합니다.</translation>
    </message>
    <message>
        <source>Counts which symbol follows the {before} before it, smoothed; the best of these n-grams.</source>
        <translation>앞의 기호 {before}개 뒤에 어떤 기호가 오는지 세고 평활화합니다. 다음 n-그램 가운데 가장 낫습니다.</translation>
    </message>
    <message>
        <source>Better than counting pairs of symbols, but counting longer ones is better still.</source>
        <translation>기호 쌍을 세는 것보다 낫지만, 더 긴 것을 세면 더 낫습니다.</translation>
    </message>
    <message>
        <source>Better than the naive forecast, but a simpler model in the list is better still.</source>
        <translation>단순 예측보다 낫지만, 목록의 더 간단한 모델이 더 낫습니다.</translation>
    </message>
    <message>
        <source>No better than counting pairs of symbols: it has not learnt anything that helps yet.</source>
        <translation>문자 쌍을 세는 것보다 낫지 않습니다. 아직 도움이 되는 것을 배우지 못했습니다.</translation>
    </message>
    <message>
        <source>No better than how often each class comes: it has not learnt anything that helps yet.</source>
        <translation>각 클래스의 빈도보다 낫지 않습니다. 아직 도움이 되는 것을 배우지 못했습니다.</translation>
    </message>
    <message>
        <source>No better than the training mean: it has not learnt anything that helps yet.</source>
        <translation>학습 평균보다 낫지 않습니다. 아직 도움이 되는 것을 배우지 못했습니다.</translation>
    </message>
    <message>
        <source>No better than repeating the value {n} steps before: it has not learnt anything that helps yet.</source>
        <translation>{n}시점 전의 값 반복보다 낫지 않습니다. 아직 도움이 되는 것을 배우지 못했습니다.</translation>
    </message>
    <message>
        <source>No better than repeating the last value: it has not learnt anything that helps yet.</source>
        <translation>직전 값 반복보다 낫지 않습니다. 아직 도움이 되는 것을 배우지 못했습니다.</translation>
    </message>
    <message>
        <source>whole answers right {share}</source>
        <translation>온전히 맞은 답 {share}</translation>
    </message>
    <message>
        <source>letters right {share}</source>
        <translation>맞은 글자 {share}</translation>
    </message>
    <message>
        <source>character error rate {share}</source>
        <translation>문자 오류율 {share}</translation>
    </message>
    <message>
        <source>whole answers {share}</source>
        <translation>온전히 맞은 답 {share}</translation>
    </message>
    <message>
        <source>{bits} bits per token
perplexity {perplexity}</source>
        <translation>토큰당 {bits}비트
퍼플렉서티 {perplexity}</translation>
    </message>
    <message>
        <source>Better than repeating the last value, but repeating the last season is better still.</source>
        <translation>직전 값 반복보다는 낫지만, 계절 반복이 아직 더 낫습니다.</translation>
    </message>
    <message>
        <source>the most frequent class: {share}</source>
        <translation>가장 잦은 클래스: {share}</translation>
    </message>
    <message>
        <source>accuracy {share}</source>
        <translation>정확도 {share}</translation>
    </message>
    <message>
        <source>{bits} bits per character
perplexity {perplexity}</source>
        <translation>글자당 {bits}비트
퍼플렉서티 {perplexity}</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Opens this sample and trains it at once with settings that work</source>
        <translation>이 예제를 열고 알맞은 설정으로 바로 학습합니다</translation>
    </message>
</context>
<context>
    <name>CellView</name>
    <message>
        <source>The whole step</source>
        <translation>전체 단계</translation>
    </message>
    <message>
        <source>Keep some of the old cell, add something new, and show some of it.</source>
        <translation>이전 셀을 얼마쯤 남기고, 새것을 더하고, 그중 얼마쯤을 내보입니다.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>망각</translation>
    </message>
    <message>
        <source>The forget gate looks at the input and the state before: how much of the old cell is kept?</source>
        <translation>망각 게이트는 입력과 이전 상태를 봅니다. 이전 셀을 얼마나 남길까요?</translation>
    </message>
    <message>
        <source>What to add: how much</source>
        <translation>더할 것: 얼마나</translation>
    </message>
    <message>
        <source>The input gate decides how much of the proposal is written.</source>
        <translation>입력 게이트는 제안을 얼마나 쓸지 정합니다.</translation>
    </message>
    <message>
        <source>What to add: the candidate</source>
        <translation>더할 것: 후보</translation>
    </message>
    <message>
        <source>The candidate is the proposal itself, between −1 and 1.</source>
        <translation>후보는 제안 그 자체이며 −1과 1 사이의 값입니다.</translation>
    </message>
    <message>
        <source>The new cell state</source>
        <translation>새 셀 상태</translation>
    </message>
    <message>
        <source>What was kept and what is written are added. Only this runs along the belt to the next step.</source>
        <translation>남긴 것과 새로 쓴 것을 더합니다. 이것만이 벨트를 따라 다음 시점으로 갑니다.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>The output gate decides how much of the cell is shown: to the output, and to the next step.</source>
        <translation>출력 게이트는 셀을 출력과 다음 시점에 얼마나 내보일지 정합니다.</translation>
    </message>
    <message>
        <source>Mix a proposal with the old state; the update gate says in which shares.</source>
        <translation>제안과 이전 상태를 섞습니다. 섞는 비율은 업데이트 게이트가 정합니다.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>리셋</translation>
    </message>
    <message>
        <source>The reset gate decides how much of the past the candidate may see.</source>
        <translation>리셋 게이트는 후보가 과거를 얼마나 볼 수 있는지 정합니다.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>업데이트</translation>
    </message>
    <message>
        <source>The update gate decides how much of the old state stays: all of it at 1.</source>
        <translation>업데이트 게이트는 이전 상태를 얼마나 남길지 정합니다. 1이면 전부 남깁니다.</translation>
    </message>
    <message>
        <source>The candidate</source>
        <translation>후보</translation>
    </message>
    <message>
        <source>The proposal, made of the input and of what the reset gate lets through of the past.</source>
        <translation>입력과, 리셋 게이트가 통과시킨 과거로 만든 제안입니다.</translation>
    </message>
    <message>
        <source>The new state</source>
        <translation>새 상태</translation>
    </message>
    <message>
        <source>The proposal and the old state are mixed; their shares add up to 1.</source>
        <translation>제안과 이전 상태를 섞습니다. 두 비율을 더하면 1입니다.</translation>
    </message>
    <message>
        <source>A GRU has no cell of its own: it shows all of its state, to the output and to the next step.</source>
        <translation>GRU에는 따로 셀 상태가 없습니다. 상태 전체를 출력과 다음 시점에 내보입니다.</translation>
    </message>
    <message>
        <source>The input and the whole state before are weighed, added and squashed.</source>
        <translation>입력과 이전 상태 전체에 가중치를 곱해 더하고 눌러 줍니다.</translation>
    </message>
    <message>
        <source>The sum</source>
        <translation>합</translation>
    </message>
    <message>
        <source>Nothing is kept on purpose: the old state only counts as far as its weights carry it.</source>
        <translation>일부러 남기는 것은 없습니다. 이전 상태는 가중치가 전해 주는 만큼만 영향을 줍니다.</translation>
    </message>
    <message>
        <source>Squash</source>
        <translation>누르기</translation>
    </message>
    <message>
        <source>The sum is bounded; at its limits tanh has no slope, and no gradient passes.</source>
        <translation>합의 범위를 제한합니다. tanh의 한계에서는 미분값이 0이라 기울기가 지나가지 못합니다.</translation>
    </message>
    <message>
        <source>The input and the whole state before are weighed and added; below 0 it is cut.</source>
        <translation>입력과 이전 상태 전체에 가중치를 곱해 더하고, 0보다 작으면 잘라 냅니다.</translation>
    </message>
    <message>
        <source>Below zero nothing is left, and no gradient passes; above, nothing is bounded.</source>
        <translation>0보다 작으면 아무것도 남지 않고 기울기도 지나가지 못합니다. 0보다 크면 제한이 없습니다.</translation>
    </message>
    <message>
        <source>The sum is squashed to 0 … 1; σ has a slope of 1/4 at most, so gradients vanish quickly.</source>
        <translation>합을 0 … 1로 눌러 담습니다. σ의 미분은 최대 1/4이므로 기울기가 빠르게 소실됩니다.</translation>
    </message>
    <message>
        <source>The input and the whole state before are weighed and added: nothing more.</source>
        <translation>입력과 이전 상태 전체에 가중치를 곱해 더할 뿐, 다른 것은 없습니다.</translation>
    </message>
    <message>
        <source>No squashing</source>
        <translation>누르지 않음</translation>
    </message>
    <message>
        <source>The sum is the state. What U makes longer grows without limit, step after step.</source>
        <translation>합이 곧 상태입니다. U가 길게 만드는 것은 시점마다 한없이 커집니다.</translation>
    </message>
    <message>
        <source>What is computed at every step, in this order.</source>
        <translation>매 시점 이 순서로 계산됩니다.</translation>
    </message>
    <message>
        <source>A gate: a share between 0 and 1 for every unit.</source>
        <translation>게이트: 유닛마다 0과 1 사이의 비율입니다.</translation>
    </message>
    <message>
        <source>The memory that is carried to the next step.</source>
        <translation>다음 시점으로 전해지는 기억입니다.</translation>
    </message>
    <message>
        <source>The new state: shown to the output, and carried to the next step.</source>
        <translation>새 상태: 출력에 보이고 다음 시점으로 전해집니다.</translation>
    </message>
    <message>
        <source>The state is shown to the output, and goes round to the next step.</source>
        <translation>상태는 출력으로 나가고, 돌아서 다음 시점으로 갑니다.</translation>
    </message>
    <message>
        <source>The cell, opened</source>
        <translation>열어 본 셀</translation>
    </message>
    <message>
        <source>Left and Right move through time, the digits choose what is told.</source>
        <translation>왼쪽·오른쪽 키는 시점을 옮기고, 숫자 키는 설명할 단계를 고릅니다.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>The cell with its numbers appears here.</source>
        <translation>셀과 그 숫자가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Click a heat map to choose a unit and a time.</source>
        <translation>히트맵을 클릭해 유닛과 시점을 고르세요.</translation>
    </message>
    <message>
        <source>UNIT {unit} · {time}</source>
        <translation>{unit}번 유닛 · {time}</translation>
    </message>
</context>
<context>
    <name>ClassBars</name>
    <message>
        <source>{name}: {training} training, {validation} validation</source>
        <translation>{name}: 학습 {training}, 검증 {validation}</translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation>클래스 균형</translation>
    </message>
    <message>
        <source>How often each class comes appears here when classes are predicted.</source>
        <translation>클래스를 예측하면 클래스마다 얼마나 나오는지 여기에 보입니다.</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>외 {n}개</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
</context>
<context>
    <name>ColourRanges</name>
    <message>
        <source>Fit what is shown</source>
        <translation>보이는 값에 맞추기</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>이 실행</translation>
    </message>
    <message>
        <source>Fixed at ±{n}</source>
        <translation>±{n}(으)로 고정</translation>
    </message>
</context>
<context>
    <name>ColumnStrip</name>
    <message>
        <source>used as</source>
        <translation>쓰임</translation>
    </message>
    <message>
        <source>scaling</source>
        <translation>크기 맞춤</translation>
    </message>
    <message>
        <source>learnt</source>
        <translation>학습할 값</translation>
    </message>
    <message>
        <source>if missing</source>
        <translation>결측값</translation>
    </message>
    <message>
        <source>{column} is used as</source>
        <translation>{column}의 쓰임</translation>
    </message>
    <message>
        <source>as all: {what}</source>
        <translation>공통: {what}</translation>
    </message>
    <message>
        <source>Scaling of this column; undone for every number you read</source>
        <translation>이 열의 크기 맞춤. 화면의 모든 숫자는 원래 단위로 되돌립니다</translation>
    </message>
    <message>
        <source>What is done to this series before it is learnt; undone for every number you read</source>
        <translation>학습 전에 이 계열에 하는 변환. 화면의 모든 숫자는 원래 단위로 되돌립니다</translation>
    </message>
    <message>
        <source>What stands in this column where a value is missing</source>
        <translation>이 열에서 값이 없는 자리에 넣을 것</translation>
    </message>
</context>
<context>
    <name>CommandLineTask</name>
    <message>
        <source>The picture cannot be written to {path}.</source>
        <translation>그림을 쓸 수 없습니다: {path}</translation>
    </message>
    <message>
        <source>The training process ended before the picture could be taken.</source>
        <translation>그림을 찍기 전에 학습 프로세스가 끝났습니다.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>무엇을 할까요?</translation>
    </message>
    <message>
        <source>Search the commands</source>
        <translation>명령 검색</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>일치하는 명령</translation>
    </message>
    <message>
        <source>No command is called that. Esc closes.</source>
        <translation>그런 이름의 명령이 없습니다. Esc를 누르면 닫힙니다.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open a table (CSV), a text or a saved session</source>
        <translation>표(CSV), 텍스트, 저장한 세션을 엽니다</translation>
    </message>
    <message>
        <source>load, file, csv, text, import data</source>
        <translation>불러오기, 파일, csv, 텍스트, 데이터 가져오기</translation>
    </message>
    <message>
        <source>All sessions…</source>
        <translation>모든 세션…</translation>
    </message>
    <message>
        <source>Every session that was kept: open, rename or delete one</source>
        <translation>보관된 모든 세션: 열기, 이름 바꾸기, 삭제</translation>
    </message>
    <message>
        <source>recent, history, reopen, restore, delete a session, rename a session</source>
        <translation>최근, 기록, 다시 열기, 복원, 세션 삭제, 세션 이름 바꾸기</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>가져오기 설정…</translation>
    </message>
    <message>
        <source>How the open file is read, what its columns are and what is learnt; opening it anew so begins anew</source>
        <translation>열린 파일을 어떻게 읽는지, 열이 무엇인지, 무엇을 학습하는지. 다시 열면 처음부터 시작합니다</translation>
    </message>
    <message>
        <source>columns, roles, delimiter, encoding, dates</source>
        <translation>열, 역할, 구분자, 인코딩, 날짜</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Keep this session as a file; what follows is saved there as you work</source>
        <translation>이 세션을 파일로 남깁니다. 그다음부터는 작업하는 대로 저장됩니다</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Save a copy of this session and go on in the copy</source>
        <translation>이 세션의 사본을 저장하고 그 사본에서 계속합니다</translation>
    </message>
    <message>
        <source>store, keep, copy</source>
        <translation>저장, 보관, 복사</translation>
    </message>
    <message>
        <source>Name this session…</source>
        <translation>이 세션에 이름 붙이기…</translation>
    </message>
    <message>
        <source>What it is called in the lists; one with a name is never removed unasked</source>
        <translation>목록에 보이는 이름입니다. 이름이 있는 세션은 묻지 않고 지우지 않습니다</translation>
    </message>
    <message>
        <source>rename the session, title, label</source>
        <translation>세션 이름 바꾸기, 제목, 이름표</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>시작 화면</translation>
    </message>
    <message>
        <source>The samples and the files opened last; what is open stays open and trains on</source>
        <translation>예제와 최근 파일입니다. 열려 있는 것은 그대로 열려 있고 학습도 계속됩니다</translation>
    </message>
    <message>
        <source>samples, start page, home, recent</source>
        <translation>예제, 시작 화면, 홈, 최근</translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation>이 스텝이 끝나면 멈춤</translation>
    </message>
    <message>
        <source>Train {n} more</source>
        <translation>{n}스텝 더 학습</translation>
    </message>
    <message>
        <source>An LSTM of as many parameters</source>
        <translation>매개변수 수가 같은 LSTM</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Train, or pause the training</source>
        <translation>학습하거나 학습을 일시정지합니다</translation>
    </message>
    <message>
        <source>train, start, run, pause, stop</source>
        <translation>학습, 시작, 실행, 일시정지, 멈춤</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>한 스텝</translation>
    </message>
    <message>
        <source>Train a single step</source>
        <translation>한 스텝만 학습합니다</translation>
    </message>
    <message>
        <source>single step, one batch</source>
        <translation>한 번만, 배치 하나</translation>
    </message>
    <message>
        <source>Train n steps</source>
        <translation>n스텝 학습</translation>
    </message>
    <message>
        <source>Train as many steps as the field beside Step says, then stop</source>
        <translation>한 스텝 옆 칸에 적힌 만큼 학습하고 멈춥니다</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>Begin again with the same settings as a new run; this run stays in the list</source>
        <translation>같은 설정의 새 실행으로 다시 시작합니다. 지금 실행은 목록에 남습니다</translation>
    </message>
    <message>
        <source>restart, again, from scratch</source>
        <translation>다시 시작, 초기화, 재시작</translation>
    </message>
    <message>
        <source>Again, slower</source>
        <translation>다시, 더 천천히</translation>
    </message>
    <message>
        <source>Train the sample that is open once more as a new run, at half the pace</source>
        <translation>열려 있는 예제를 새 실행으로 절반 빠르기로 한 번 더 학습합니다</translation>
    </message>
    <message>
        <source>repeat, slow motion, pace, replay</source>
        <translation>반복, 느린 동작, 빠르기, 다시 보기</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>제한 없이</translation>
    </message>
    <message>
        <source>Train as fast as this computer can. A sample is slowed where it changes, so that one can watch; it learns the same</source>
        <translation>이 컴퓨터가 낼 수 있는 가장 빠른 속도로 학습합니다. 예제는 달라지는 곳에서 볼 수 있게 늦추어지며, 배우는 것은 같습니다</translation>
    </message>
    <message>
        <source>fast, pace, limit, steps per second</source>
        <translation>빠르게, 빠르기, 제한, 초당 스텝</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>새 실행</translation>
    </message>
    <message>
        <source>Make a run with the settings at the left; it begins at once</source>
        <translation>왼쪽 설정으로 새 실행을 만들어 바로 시작합니다</translation>
    </message>
    <message>
        <source>add, another network</source>
        <translation>추가, 다른 신경망</translation>
    </message>
    <message>
        <source>New run like this one, with …</source>
        <translation>이 실행처럼 새 실행, 바꿀 것은 …</translation>
    </message>
    <message>
        <source>Put this run&apos;s settings into the form, so that one of them can be changed</source>
        <translation>이 실행의 설정을 양식에 넣어, 그중 하나를 바꿀 수 있게 합니다</translation>
    </message>
    <message>
        <source>clone, duplicate, copy settings</source>
        <translation>복제, 설정 복사</translation>
    </message>
    <message>
        <source>A Transformer of as many parameters</source>
        <translation>매개변수 수가 같은 트랜스포머</translation>
    </message>
    <message>
        <source>The other kind of network on the same data, as large as this run&apos;s</source>
        <translation>같은 데이터에 이 실행과 같은 크기의 다른 종류 신경망을 만듭니다</translation>
    </message>
    <message>
        <source>transformer, attention, lstm, equal size, race, fair</source>
        <translation>트랜스포머, 어텐션, LSTM, 같은 크기, 경주, 공정한 비교</translation>
    </message>
    <message>
        <source>Runs side by side…</source>
        <translation>실행 나란히 보기…</translation>
    </message>
    <message>
        <source>How well each run does, and the settings in which they differ</source>
        <translation>실행마다 얼마나 잘하는지, 설정이 어디서 다른지</translation>
    </message>
    <message>
        <source>compare, side by side, results</source>
        <translation>비교, 나란히, 결과</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>실시간으로 돌아가기</translation>
    </message>
    <message>
        <source>Train on from step {step}</source>
        <translation>스텝 {step}부터 이어 학습</translation>
    </message>
    <message>
        <source>First keyframe</source>
        <translation>첫 키프레임</translation>
    </message>
    <message>
        <source>Go back to where the run began</source>
        <translation>실행이 시작된 곳으로 돌아갑니다</translation>
    </message>
    <message>
        <source>beginning, step 0, rewind</source>
        <translation>시작, 0스텝, 되감기</translation>
    </message>
    <message>
        <source>Earlier keyframe</source>
        <translation>이전 키프레임</translation>
    </message>
    <message>
        <source>Go back by one keyframe</source>
        <translation>키프레임 하나만큼 뒤로 갑니다</translation>
    </message>
    <message>
        <source>back, rewind, undo steps, previous</source>
        <translation>뒤로, 되감기, 이전</translation>
    </message>
    <message>
        <source>Later keyframe</source>
        <translation>다음 키프레임</translation>
    </message>
    <message>
        <source>Go forward by one keyframe</source>
        <translation>키프레임 하나만큼 앞으로 갑니다</translation>
    </message>
    <message>
        <source>Best step</source>
        <translation>최고 스텝</translation>
    </message>
    <message>
        <source>Go to the step with the lowest validation loss; its weights are always kept</source>
        <translation>검증 손실이 가장 낮은 스텝으로 갑니다. 그 가중치는 항상 보존됩니다</translation>
    </message>
    <message>
        <source>optimum, lowest loss, minimum, early stopping, star</source>
        <translation>최적, 최저 손실, 최소, 조기 종료, 별, 베스트</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Return to the present of the run</source>
        <translation>실행의 현재로 돌아옵니다</translation>
    </message>
    <message>
        <source>now, present, latest</source>
        <translation>지금, 현재, 최신</translation>
    </message>
    <message>
        <source>Train on from here</source>
        <translation>여기서부터 이어 학습</translation>
    </message>
    <message>
        <source>branch, fork, split, go on from here, duplicate from step</source>
        <translation>갈래, 분기, 여기서부터 학습, 가지, 포크</translation>
    </message>
    <message>
        <source>Make a new run that trains on from the keyframe you are looking at</source>
        <translation>지금 보고 있는 키프레임에서 이어 학습하는 새 실행을 만듭니다</translation>
    </message>
    <message>
        <source>Full colour range</source>
        <translation>색 전체 범위</translation>
    </message>
    <message>
        <source>Let the colours of unbounded maps reach the largest value, not the 99 % bound</source>
        <translation>한계가 없는 히트맵의 색이 99 % 경계가 아니라 최댓값까지 닿게 합니다</translation>
    </message>
    <message>
        <source>colour scale, zoom colours, clip colours</source>
        <translation>색 범위, 색 눈금, 컬러맵</translation>
    </message>
    <message>
        <source>Fixed colour range…</source>
        <translation>색 범위 고정…</translation>
    </message>
    <message>
        <source>Let the colours of unbounded maps reach a number that you type, in every run</source>
        <translation>한계가 없는 맵의 색이 모든 실행에서 직접 입력한 값까지 이르게 합니다</translation>
    </message>
    <message>
        <source>Each unit by its own range</source>
        <translation>유닛마다 자기 범위로</translation>
    </message>
    <message>
        <source>Let the colours of each unit of an unbounded map reach its own largest size</source>
        <translation>한계가 없는 맵에서 각 유닛의 색이 그 유닛의 가장 큰 크기까지 이르게 합니다</translation>
    </message>
    <message>
        <source>Find unit…</source>
        <translation>유닛 찾기…</translation>
    </message>
    <message>
        <source>Go to a unit by its number</source>
        <translation>번호로 유닛을 찾아갑니다</translation>
    </message>
    <message>
        <source>search, neuron, go to</source>
        <translation>찾기, 검색, 신경 세포</translation>
    </message>
    <message>
        <source>Pin unit</source>
        <translation>유닛 고정</translation>
    </message>
    <message>
        <source>Keep this unit&apos;s lines beside those of the next one; Ctrl+click pins, Esc unpins</source>
        <translation>이 유닛의 선을 다음 유닛의 선과 나란히 둡니다. Ctrl+클릭으로 고정, Esc로 해제</translation>
    </message>
    <message>
        <source>keep, hold, neuron</source>
        <translation>고정, 유지, 신경 세포</translation>
    </message>
    <message>
        <source>Order units again</source>
        <translation>유닛 다시 정렬</translation>
    </message>
    <message>
        <source>Find the order of the units anew from what is shown now</source>
        <translation>지금 보이는 것으로 유닛의 순서를 다시 찾습니다</translation>
    </message>
    <message>
        <source>sort, similarity, cluster</source>
        <translation>정렬, 유사도, 묶기</translation>
    </message>
    <message>
        <source>From text to vectors</source>
        <translation>텍스트에서 벡터까지</translation>
    </message>
    <message>
        <source>Show how your sentences become tokens, ids, a batch and vectors, or the states again</source>
        <translation>문장이 토큰, 번호, 배치, 벡터가 되는 과정을 보거나 다시 상태를 봅니다</translation>
    </message>
    <message>
        <source>tokens, embedding, vocabulary, padding</source>
        <translation>토큰, 임베딩, 어휘, 패딩</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Save a picture as PNG, SVG or PDF, or the numbers behind it as CSV or NPZ</source>
        <translation>그림을 PNG, SVG, PDF로, 그 숫자를 CSV나 NPZ로 저장합니다</translation>
    </message>
    <message>
        <source>save picture, png, svg, csv, npz, weights</source>
        <translation>그림 저장, png, svg, csv, npz, 가중치</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Put the picture that has the focus on the clipboard</source>
        <translation>포커스가 있는 그림을 클립보드에 넣습니다</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>발표</translation>
    </message>
    <message>
        <source>Fill the screen with the pictures, in large letters; numbers uncover the rows, Esc leaves</source>
        <translation>그림을 큰 글자로 전체 화면에 보입니다. 숫자 키가 행을 드러내고, Esc가 끝냅니다</translation>
    </message>
    <message>
        <source>full screen, teach, projector, beamer, large letters, zoom</source>
        <translation>전체 화면, 수업, 강의, 프로젝터, 빔, 큰 글자, 확대</translation>
    </message>
    <message>
        <source>Larger letters</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Write everything larger, and give it the room it needs</source>
        <translation>모든 글자를 크게 쓰고, 필요한 자리도 넓힙니다</translation>
    </message>
    <message>
        <source>zoom in, font size, text size, scale, bigger</source>
        <translation>확대, 글꼴 크기, 글자 크기, 배율, 더 크게</translation>
    </message>
    <message>
        <source>Smaller letters</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Write everything a step smaller, down to the usual size</source>
        <translation>모든 글자를 한 단계 작게, 보통 크기까지</translation>
    </message>
    <message>
        <source>zoom out, font size, text size, scale</source>
        <translation>축소, 글꼴 크기, 글자 크기, 배율</translation>
    </message>
    <message>
        <source>Letters of the usual size</source>
        <translation>보통 크기의 글자</translation>
    </message>
    <message>
        <source>Write everything as large as at first</source>
        <translation>모든 글자를 처음 크기로</translation>
    </message>
    <message>
        <source>zoom reset, actual size, font size, text size</source>
        <translation>배율 초기화, 실제 크기, 글꼴 크기, 글자 크기</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>모든 명령…</translation>
    </message>
    <message>
        <source>Find a command by a few letters of its name</source>
        <translation>이름의 몇 글자로 명령을 찾습니다</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Theme, language, colours, device, threads and budgets</source>
        <translation>테마, 언어, 색, 장치, 스레드, 예산</translation>
    </message>
    <message>
        <source>preferences, options, font, letters, theme, dark, language</source>
        <translation>환경설정, 옵션, 글꼴, 글자, 테마, 어두운, 언어</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>이것은 무엇인가요?</translation>
    </message>
    <message>
        <source>Explain the picture that has the focus, in words and as an equation</source>
        <translation>포커스가 있는 그림을 말과 식으로 설명합니다</translation>
    </message>
    <message>
        <source>help, meaning, equation</source>
        <translation>도움말, 뜻, 수식</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Every command that has a shortcut</source>
        <translation>단축키가 있는 모든 명령</translation>
    </message>
    <message>
        <source>keys, keyboard</source>
        <translation>단축키, 키보드</translation>
    </message>
    <message>
        <source>Loss, large</source>
        <translation>손실 크게</translation>
    </message>
    <message>
        <source>Give the loss more room, or take it back</source>
        <translation>손실에 자리를 더 주거나 되돌립니다</translation>
    </message>
    <message>
        <source>timeline, curve, focus</source>
        <translation>타임라인, 곡선, 집중</translation>
    </message>
    <message>
        <source>Runs, large</source>
        <translation>실행 목록 크게</translation>
    </message>
    <message>
        <source>Give the runs the middle of the window, or take it back</source>
        <translation>실행 목록을 창 가운데에 두거나 되돌립니다</translation>
    </message>
    <message>
        <source>table of runs, focus</source>
        <translation>실행 표, 집중</translation>
    </message>
    <message>
        <source>Weights, large</source>
        <translation>가중치 크게</translation>
    </message>
    <message>
        <source>Give the weights the middle of the window, or take it back</source>
        <translation>가중치를 창 가운데에 두거나 되돌립니다</translation>
    </message>
    <message>
        <source>matrices, eigenvalues, saturation, sizes, focus</source>
        <translation>행렬, 고윳값, 포화, 크기, 집중</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>간단히</translation>
    </message>
    <message>
        <source>Show what goes in, the hidden state and what comes out; fold the other rows</source>
        <translation>들어가는 것, 은닉 상태, 나오는 것만 보이고 나머지 행은 접습니다</translation>
    </message>
    <message>
        <source>fold, newcomer, large, focus</source>
        <translation>접기, 처음, 크게, 집중</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>모든 행</translation>
    </message>
    <message>
        <source>Show every row of the stack; a click on a name makes that row large</source>
        <translation>스택의 모든 행을 보입니다. 이름을 누르면 그 행이 커집니다</translation>
    </message>
    <message>
        <source>unfold, gates, traces</source>
        <translation>펼치기, 게이트, 자취</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>셀</translation>
    </message>
    <message>
        <source>Open the cell of one unit in the middle, with its equations and their numbers</source>
        <translation>한 유닛의 셀을 가운데에 열어 식과 그 수를 보입니다</translation>
    </message>
    <message>
        <source>diagram, equations, inside, step by step</source>
        <translation>그림, 식, 내부, 단계별</translation>
    </message>
    <message>
        <source>Move the large row up</source>
        <translation>큰 행을 위로</translation>
    </message>
    <message>
        <source>The row that is large changes places with the one above; any name can be dragged</source>
        <translation>크게 보는 행이 위 행과 자리를 바꿉니다. 이름을 끌어도 됩니다</translation>
    </message>
    <message>
        <source>order of rows, arrange, drag</source>
        <translation>행 순서, 정렬, 끌기</translation>
    </message>
    <message>
        <source>Move the large row down</source>
        <translation>큰 행을 아래로</translation>
    </message>
    <message>
        <source>The row that is large changes places with the one below</source>
        <translation>크게 보는 행이 아래 행과 자리를 바꿉니다</translation>
    </message>
    <message>
        <source>Large row as lines</source>
        <translation>큰 행을 선으로</translation>
    </message>
    <message>
        <source>Draw each unit of the large row as a line instead of in colours, or back</source>
        <translation>크게 보는 행의 유닛을 색 대신 선으로 그리거나 되돌립니다</translation>
    </message>
    <message>
        <source>curves, plot, heat map</source>
        <translation>곡선, 그래프, 히트맵</translation>
    </message>
    <message>
        <source>Leave the large row out</source>
        <translation>큰 행 빼기</translation>
    </message>
    <message>
        <source>Leave the large row out, in every run on such a task</source>
        <translation>크게 보는 행을 이런 과제의 모든 실행에서 뺍니다</translation>
    </message>
    <message>
        <source>hide row, remove</source>
        <translation>행 숨기기, 없애기</translation>
    </message>
    <message>
        <source>All rows as they were</source>
        <translation>행을 처음대로</translation>
    </message>
    <message>
        <source>Every row again, in the program&apos;s order and drawing</source>
        <translation>모든 행을 처음 순서와 그림으로 되돌립니다</translation>
    </message>
    <message>
        <source>reset rows, show hidden rows, order</source>
        <translation>행 초기화, 숨긴 행 보기, 순서</translation>
    </message>
    <message>
        <source>Gradient through time</source>
        <translation>시간에 따른 기울기</translation>
    </message>
    <message>
        <source>Show how much each step&apos;s state matters to the loss; learning is not touched</source>
        <translation>각 시점의 상태가 손실에 얼마나 중요한지 보여 줍니다. 학습에는 영향이 없습니다</translation>
    </message>
    <message>
        <source>vanishing, exploding, backpropagation, BPTT</source>
        <translation>기울기 소실, 폭주, 역전파, BPTT</translation>
    </message>
    <message>
        <source>Gradient, unit by time</source>
        <translation>기울기, 유닛 × 시간</translation>
    </message>
    <message>
        <source>Show the gradient of every unit as a heat map</source>
        <translation>모든 유닛의 기울기를 히트맵으로 보여 줍니다</translation>
    </message>
    <message>
        <source>Compare the runs&apos; gradients</source>
        <translation>실행 간 기울기 비교</translation>
    </message>
    <message>
        <source>Lay the gradients of all runs on the same data over one another</source>
        <translation>같은 데이터로 학습한 모든 실행의 기울기를 겹쳐 봅니다</translation>
    </message>
    <message>
        <source>overlay, gradients of runs</source>
        <translation>겹쳐 보기, 실행 기울기</translation>
    </message>
    <message>
        <source>Look back from the cursor</source>
        <translation>커서에서 돌아보기</translation>
    </message>
    <message>
        <source>Show the gradient of the output at the cursor&apos;s step: how far it remembers</source>
        <translation>커서 시점의 출력에 대한 기울기를 보여 줍니다. 얼마나 멀리 기억하는지 알 수 있습니다</translation>
    </message>
    <message>
        <source>memory, reach, saliency</source>
        <translation>기억, 되돌아보기, 중요도</translation>
    </message>
    <message>
        <source>Gradient of the whole loss</source>
        <translation>전체 손실의 기울기</translation>
    </message>
    <message>
        <source>Show the gradient of the loss over all steps again</source>
        <translation>모든 시점의 손실에 대한 기울기를 다시 보여 줍니다</translation>
    </message>
    <message>
        <source>Free running</source>
        <translation>자유 실행</translation>
    </message>
    <message>
        <source>Let the network go on after the sequence, fed by its own output</source>
        <translation>시퀀스가 끝난 뒤 신경망이 자기 출력을 받아 계속하게 합니다</translation>
    </message>
    <message>
        <source>generate, forecast, sample, autoregressive</source>
        <translation>생성, 예측, 자기회귀, 표본</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Explain the picture that has the focus; anywhere else show every shortcut</source>
        <translation>포커스가 있는 그림을 설명합니다. 그 밖에서는 모든 단축키를 보여 줍니다</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Close the window; the session is saved</source>
        <translation>창을 닫습니다. 세션은 저장됩니다</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Nothing is open yet: open a file or a sample first</source>
        <translation>아직 아무것도 열려 있지 않습니다. 먼저 파일이나 예제를 여세요</translation>
    </message>
    <message>
        <source>The training process is not running: start it again first</source>
        <translation>학습 프로세스가 실행되고 있지 않습니다. 먼저 다시 시작하세요</translation>
    </message>
    <message>
        <source>This session is open elsewhere: save a copy of it, which can be trained</source>
        <translation>이 세션은 다른 곳에서 열려 있습니다. 사본을 저장하면 학습할 수 있습니다</translation>
    </message>
    <message>
        <source>This session can only be read: save a copy of it, which can be trained</source>
        <translation>이 세션은 읽을 수만 있습니다. 사본을 저장하면 그것으로 학습할 수 있습니다</translation>
    </message>
    <message>
        <source>There is no run yet: Play makes one</source>
        <translation>아직 실행이 없습니다. 재생을 누르면 만들어집니다</translation>
    </message>
    <message>
        <source>This run has made all its steps: train more of them first, with Play</source>
        <translation>이 실행은 계획한 스텝을 모두 마쳤습니다: 먼저 재생으로 더 학습하세요</translation>
    </message>
    <message>
        <source>This network is learnt at once: there is nothing more to train</source>
        <translation>이 신경망은 한 번에 학습됩니다: 더 학습할 것이 없습니다</translation>
    </message>
    <message>
        <source>No sample is open: choose one on the welcome page first</source>
        <translation>열려 있는 예제가 없습니다. 먼저 시작 화면에서 하나를 고르세요</translation>
    </message>
    <message>
        <source>It trains at full speed already</source>
        <translation>이미 제한 없이 학습하고 있습니다</translation>
    </message>
    <message>
        <source>This task has networks of its own: there is no other kind to compare with</source>
        <translation>이 과제에는 고유한 신경망이 있어 비교할 다른 종류가 없습니다</translation>
    </message>
    <message>
        <source>It is training: pause it first</source>
        <translation>학습 중입니다. 먼저 일시정지하세요</translation>
    </message>
    <message>
        <source>This is the present: go back to a keyframe first</source>
        <translation>지금은 현재입니다. 먼저 키프레임으로 돌아가세요</translation>
    </message>
    <message>
        <source>This run has no keyframe to go to</source>
        <translation>이 실행에는 갈 수 있는 키프레임이 없습니다</translation>
    </message>
    <message>
        <source>This run has not been validated yet</source>
        <translation>이 실행은 아직 검증하지 않았습니다</translation>
    </message>
    <message>
        <source>This is the first keyframe</source>
        <translation>첫 키프레임입니다</translation>
    </message>
    <message>
        <source>This network reads numbers, not a text</source>
        <translation>이 신경망은 텍스트가 아니라 숫자를 읽습니다</translation>
    </message>
    <message>
        <source>No row is large: click the name of one first</source>
        <translation>크게 보는 행이 없습니다. 먼저 행의 이름을 누르세요</translation>
    </message>
    <message>
        <source>This row has no units that could be lines</source>
        <translation>이 행에는 선으로 그릴 유닛이 없습니다</translation>
    </message>
    <message>
        <source>The rows are as the program has them</source>
        <translation>행이 처음 그대로입니다</translation>
    </message>
    <message>
        <source>Letters are as large as they can be</source>
        <translation>글자가 이미 가장 큽니다</translation>
    </message>
    <message>
        <source>Letters are as large as usual already</source>
        <translation>글자가 이미 보통 크기입니다</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Show in the plots</source>
        <translation>그림에 보이기</translation>
    </message>
    <message>
        <source>seeds, repeat, again, replicate, mean, spread, variance, error bars, random</source>
        <translation>시드, 반복, 다시, 재현, 평균, 흩어짐, 분산, 오차 막대, 무작위</translation>
    </message>
    <message>
        <source>Repeat with other seeds: 3 in all</source>
        <translation>다른 시드로 반복: 모두 3개</translation>
    </message>
    <message>
        <source>Repeat with other seeds: 5 in all</source>
        <translation>다른 시드로 반복: 모두 5개</translation>
    </message>
    <message>
        <source>Its learning rate or clipping was changed while it trained: that cannot be repeated</source>
        <translation>학습하는 동안 학습률이나 클리핑이 바뀌었습니다. 그런 실행은 반복할 수 없습니다</translation>
    </message>
    <message>
        <source>It has made no step yet, and none is planned: train it first</source>
        <translation>아직 한 스텝도 하지 않았고 정해진 스텝 수도 없습니다. 먼저 학습시키세요</translation>
    </message>
    <message>
        <source>It is trained until it is stopped: pause it first, or plan its steps</source>
        <translation>멈출 때까지 학습하는 실행입니다. 먼저 일시정지하거나 스텝 수를 정하세요</translation>
    </message>
    <message>
        <source>No run is being repeated</source>
        <translation>반복 중인 실행이 없습니다</translation>
    </message>
    <message>
        <source>No run was deleted within the last ten seconds</source>
        <translation>최근 10초 안에 삭제한 실행이 없습니다</translation>
    </message>
    <message>
        <source>Train it anew from other first weights, one after another; tell mean and spread</source>
        <translation>다른 초기 가중치로 하나씩 차례로 다시 학습해 평균과 흩어짐을 알려 줍니다</translation>
    </message>
    <message>
        <source>Repeat no further</source>
        <translation>더 반복하지 않기</translation>
    </message>
    <message>
        <source>Begin with no further seed; the run that trains goes on</source>
        <translation>다음 시드를 시작하지 않습니다. 학습 중인 실행은 계속됩니다</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>실행 이름 바꾸기</translation>
    </message>
    <message>
        <source>Type another name where it stands in the list; none: what it differs in</source>
        <translation>목록에서 바로 다른 이름을 입력합니다. 비우면 다른 점이 이름이 됩니다</translation>
    </message>
    <message>
        <source>name, label, call</source>
        <translation>이름, 표시, 부르기</translation>
    </message>
    <message>
        <source>Note on the run…</source>
        <translation>실행에 메모…</translation>
    </message>
    <message>
        <source>Keep a sentence of your own with it</source>
        <translation>실행에 메모를 붙여 둡니다</translation>
    </message>
    <message>
        <source>comment, remark, write down</source>
        <translation>의견, 메모, 적어 두기</translation>
    </message>
    <message>
        <source>Hide from the plots</source>
        <translation>그림에서 숨기기</translation>
    </message>
    <message>
        <source>Leave the run out of every plot that shows several, or put it in again</source>
        <translation>여러 실행을 보여 주는 모든 그림에서 이 실행을 빼거나 다시 넣습니다</translation>
    </message>
    <message>
        <source>show, eye, visible, leave out</source>
        <translation>보이기, 눈, 표시, 빼기</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>실행 삭제</translation>
    </message>
    <message>
        <source>Take it out of the session; for ten seconds it can be taken back</source>
        <translation>세션에서 없앱니다. 10초 동안 되돌릴 수 있습니다</translation>
    </message>
    <message>
        <source>remove, throw away</source>
        <translation>지우기, 없애기, 버리기</translation>
    </message>
    <message>
        <source>Take the deleted run back</source>
        <translation>삭제한 실행 되돌리기</translation>
    </message>
    <message>
        <source>Put the run that was deleted last where it was</source>
        <translation>마지막으로 삭제한 실행을 제자리에 되돌립니다</translation>
    </message>
    <message>
        <source>undo, undelete, restore</source>
        <translation>실행 취소, 되돌리기, 복구</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>The form has the settings of {run}. Change what you like, then make the new run.</source>
        <translation>양식에 {run}의 설정이 들어 있습니다. 바꾸고 싶은 것을 바꾼 뒤 새 실행을 만드세요.</translation>
    </message>
</context>
<context>
    <name>CostLines</name>
    <message>
        <source>parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>memory at T = {n}</source>
        <translation>T = {n}의 메모리</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>What backpropagation through time holds from the first step to the last: every state and gate of T steps. It grows with T, the batch and the units, and so does the time that a step takes.</source>
        <translation>시간 역전파가 첫 시점부터 마지막 시점까지 붙들고 있는 것, 곧 T개 시점의 모든 상태와 게이트입니다. T와 배치, 유닛 수에 따라 늘어나며, 한 스텝에 걸리는 시간도 마찬가지입니다.</translation>
    </message>
    <message>
        <source>Training needs about {needed} in all; {free} are free.</source>
        <translation>학습에는 모두 약 {needed}가 필요하며, {free}가 비어 있습니다.</translation>
    </message>
</context>
<context>
    <name>CostView</name>
    <message>
        <source>Memory and time against T</source>
        <translation>T에 따른 메모리와 시간</translation>
    </message>
    <message>
        <source>Above: what backpropagation holds for its activations against T, the steps it goes through at once, as the settings are now; the upright line is their T, the dots are the runs. Below: how long a step of each run took.</source>
        <translation>위: 역전파가 활성값을 위해 붙들고 있는 메모리를 T(한 번에 거슬러 가는 시점 수)에 대해 지금 설정대로 그린 것입니다. 세로선은 그 T, 점은 실행들입니다. 아래: 각 실행에서 한 스텝에 걸린 시간입니다.</translation>
    </message>
    <message>
        <source>Open data: then memory and time stand here against T.</source>
        <translation>데이터를 열면 T에 따른 메모리와 시간이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>memory of activations, {unit}</source>
        <translation>활성값 메모리, {unit}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>여유</translation>
    </message>
    <message>
        <source>time of a step, {unit}</source>
        <translation>한 스텝의 시간, {unit}</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>Choose columns…</source>
        <translation>열 선택…</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>가져오기 설정…</translation>
    </message>
    <message>
        <source>How the file is read, and what each column is for</source>
        <translation>파일을 어떻게 읽고 각 열을 무엇에 쓰는지</translation>
    </message>
    <message>
        <source>column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>in</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>out</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>what the network reads</source>
        <translation>신경망이 읽는 것</translation>
    </message>
    <message>
        <source>what it learns to predict, one step ahead</source>
        <translation>한 시점 앞을 예측하도록 배우는 것</translation>
    </message>
    <message>
        <source>No file open</source>
        <translation>열린 파일 없음</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>symbols</source>
        <translation>문자 종류</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>task</source>
        <translation>과제</translation>
    </message>
    <message>
        <source>order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>destroyed</source>
        <translation>없앰</translation>
    </message>
    <message>
        <source>split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>{validation} validation</source>
        <translation>검증 {validation}</translation>
    </message>
    <message>
        <source>{validation} % validation</source>
        <translation>검증 {validation} %</translation>
    </message>
    <message>
        <source>{train} train · {validation} validation</source>
        <translation>학습 {train} · 검증 {validation}</translation>
    </message>
    <message>
        <source>{train} % train · {validation} % validation</source>
        <translation>학습 {train} % · 검증 {validation} %</translation>
    </message>
    <message>
        <source>{name} is the same in every row</source>
        <translation>{name}: 모든 행에서 값이 같습니다</translation>
    </message>
    <message>
        <source>Empty cells in {name}: {n}</source>
        <translation>{name}: 빈 칸 {n}개</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>What am I looking at?</source>
        <translation>이것은 무엇인가요?</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation>창 전체</translation>
    </message>
    <message>
        <source>Being written: {path}</source>
        <translation>쓰는 중: {path}</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>저장됨: {path}</translation>
    </message>
    <message>
        <source>Copied: {title}</source>
        <translation>복사됨: {title}</translation>
    </message>
    <message>
        <source>“{name}” cannot be written: {reason}. Choose another place: {path}</source>
        <translation>“{name}” 파일을 쓸 수 없습니다: {reason}. 다른 위치를 선택하세요: {path}</translation>
    </message>
</context>
<context>
    <name>DirectionField</name>
    <message>
        <source>Not for a forecast: its end is what is to be predicted.</source>
        <translation>예측에는 쓸 수 없습니다. 시퀀스의 끝이 바로 예측할 값이기 때문입니다.</translation>
    </message>
    <message>
        <source>Not with a state carried along: it would come from what follows.</source>
        <translation>상태를 이어 갈 때는 쓸 수 없습니다. 그 상태가 뒤따르는 값에서 나오기 때문입니다.</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>A healthy picture</source>
        <translation>건강한 모습</translation>
    </message>
    <message>
        <source>An unhealthy picture</source>
        <translation>건강하지 않은 모습</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>What</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>As</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 그림</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 그림</translation>
    </message>
    <message>
        <source>PDF page</source>
        <translation>PDF 페이지</translation>
    </message>
    <message>
        <source>CSV table of the numbers</source>
        <translation>숫자를 CSV 표로</translation>
    </message>
    <message>
        <source>NPZ arrays of the numbers</source>
        <translation>숫자를 NPZ 배열로</translation>
    </message>
    <message>
        <source>Twice the pixels of the screen: for slides and documents.</source>
        <translation>화면의 두 배 픽셀입니다. 발표 자료와 문서에 알맞습니다.</translation>
    </message>
    <message>
        <source>Text and lines stay sharp at any size and can be edited; heat maps are images in it.</source>
        <translation>글자와 선은 어떤 크기에서도 선명하고 편집할 수 있습니다. 히트맵은 이미지로 들어갑니다.</translation>
    </message>
    <message>
        <source>Sharp at any size, with its fonts inside: for papers and print.</source>
        <translation>어떤 크기에서도 선명하고 글꼴이 안에 들어 있습니다. 논문과 인쇄에 알맞습니다.</translation>
    </message>
    <message>
        <source>One row per time step or training step, every digit: for spreadsheets.</source>
        <translation>시점 또는 학습 스텝마다 한 행, 모든 자릿수가 들어갑니다. 스프레드시트에 알맞습니다.</translation>
    </message>
    <message>
        <source>Every array by its name, such as layer0.hidden: numpy.load reads it.</source>
        <translation>layer0.hidden처럼 이름 붙은 모든 배열입니다. numpy.load로 읽습니다.</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>The run: weights</source>
        <translation>실행: 가중치</translation>
    </message>
    <message>
        <source>Every weight at the step looked at, for whatever reads safetensors.</source>
        <translation>지금 보는 스텝의 모든 가중치입니다. safetensors를 읽는 프로그램에서 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>The run: every trace of the probe</source>
        <translation>실행: 관찰 구간의 모든 기록</translation>
    </message>
    <message>
        <source>All layers and gates at the step looked at, in full: numpy.load reads it.</source>
        <translation>지금 보는 스텝의 모든 층과 게이트를 줄이지 않고 담습니다. numpy.load로 읽습니다.</translation>
    </message>
    <message>
        <source>The run: every step measured</source>
        <translation>실행: 스텝마다 잰 값</translation>
    </message>
    <message>
        <source>Losses, gradient norm and seconds, one row per training step: for spreadsheets.</source>
        <translation>손실, 기울기 크기, 시간을 학습 스텝마다 한 행으로 담습니다. 스프레드시트에 알맞습니다.</translation>
    </message>
    <message>
        <source>The run: list of probes</source>
        <translation>실행: 관찰 구간 목록</translation>
    </message>
    <message>
        <source>Where each probe sequence lies in the data, one row each: for spreadsheets.</source>
        <translation>각 관찰 구간이 데이터의 어디에 있는지 한 행씩 담습니다. 스프레드시트에 알맞습니다.</translation>
    </message>
    <message>
        <source>The run: weights of the best step</source>
        <translation>실행: 최고 스텝의 가중치</translation>
    </message>
    <message>
        <source>Every weight at the lowest validation loss so far: they are always kept.</source>
        <translation>지금까지 검증 손실이 가장 낮은 스텝의 모든 가중치입니다. 항상 보존됩니다.</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>{n} is the least.</source>
        <translation>최솟값은 {n}입니다.</translation>
    </message>
    <message>
        <source>{n} is the most.</source>
        <translation>최댓값은 {n}입니다.</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Tables, texts and sessions</source>
        <translation>표, 텍스트, 세션</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>모든 파일</translation>
    </message>
    <message>
        <source>Open a table, a text or a session</source>
        <translation>표, 텍스트, 세션 열기</translation>
    </message>
    <message>
        <source>Save the session as</source>
        <translation>세션을 다른 이름으로 저장</translation>
    </message>
    <message>
        <source>Gatescope sessions</source>
        <translation>Gatescope 세션</translation>
    </message>
    <message>
        <source>What the training process said last</source>
        <translation>학습 프로세스의 마지막 출력</translation>
    </message>
    <message>
        <source>It said nothing.</source>
        <translation>출력이 없습니다.</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Saved as you work: {path}</source>
        <translation>작업하는 대로 저장됩니다: {path}</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Dead: {units} of {size} ReLU units of layer {layer} are 0 all along the probe.</source>
        <translation>죽은 유닛: {layer}층의 ReLU 유닛 {size}개 중 {units}개가 관찰 구간 내내 0입니다.</translation>
    </message>
    <message>
        <source>Clipped in {share} of the last steps: the clip, not the gradient, says how long they are.</source>
        <translation>최근 스텝의 {share}에서 클리핑이 일어났습니다: 스텝의 길이를 기울기가 아니라 클리핑이 정합니다.</translation>
    </message>
    <message>
        <source>Over-fitting: the validation loss stands {share} above its best, at step {step}, while the training loss has gone on falling.</source>
        <translation>과적합: 검증 손실은 가장 좋았던 스텝 {step} 때보다 {share} 높은데, 학습 손실은 계속 줄었습니다.</translation>
    </message>
    <message>
        <source>No better than the naive baseline: the validation loss stays at {number}, and it has {limit}.</source>
        <translation>단순 기준선보다 낫지 않습니다: 검증 손실은 {number}에 머물고, 기준선은 {limit}입니다.</translation>
    </message>
    <message>
        <source>The probe has {number} steps and training sees {limit} at once: what its end owes to steps {t} to {until} was never learnt.</source>
        <translation>관찰 구간은 {number}시점이고 학습은 한 번에 {limit}시점을 봅니다: 끝이 시점 {t}–{until}에서 받는 영향은 학습된 적이 없습니다.</translation>
    </message>
    <message>
        <source>The loss is no number at step {step}. All weights still were.</source>
        <translation>스텝 {step}에서 손실이 수가 아닙니다. 가중치는 모두 아직 수였습니다.</translation>
    </message>
    <message>
        <source>The loss is no number at step {step}. The first was the weight {tensor}.</source>
        <translation>스텝 {step}에서 손실이 수가 아닙니다. 처음은 가중치 {tensor}였습니다.</translation>
    </message>
    <message>
        <source>The gradient is no number at step {step}. The first, on its way back, was that of {tensor}.</source>
        <translation>스텝 {step}에서 기울기가 수가 아닙니다. 역방향으로 처음은 {tensor}의 기울기였습니다.</translation>
    </message>
    <message>
        <source>The gradient is no number at step {step}. The loss still was.</source>
        <translation>스텝 {step}에서 기울기가 수가 아닙니다. 손실은 아직 수였습니다.</translation>
    </message>
    <message>
        <source>The inputs are not scaled: {column} is about {number} in size, and networks begin at 1.</source>
        <translation>입력이 스케일링되지 않았습니다. {column}의 크기는 약 {number}인데 신경망은 1 정도에서 시작합니다.</translation>
    </message>
    <message>
        <source>The inputs are not scaled: {column} is {number} times as large as the smallest.</source>
        <translation>입력이 스케일링되지 않았습니다. {column}은(는) 가장 작은 입력의 {number}배입니다.</translation>
    </message>
    <message>
        <source>The gradient vanishes: what reaches step {t} of the probe is {number} of the largest.</source>
        <translation>기울기가 소실됩니다: 관찰 구간의 시점 {t}에 닿는 것은 가장 큰 것의 {number}배입니다.</translation>
    </message>
    <message>
        <source>The gradient explodes: at step {step} it was {number} times as long as it usually is.</source>
        <translation>기울기가 폭주합니다: 스텝 {step}에서 평소의 {number}배였습니다.</translation>
    </message>
    <message>
        <source>The learning rate is too high: the training loss stands at {number} times what it was at step {step}.</source>
        <translation>학습률이 너무 높습니다: 학습 손실이 스텝 {step} 때의 {number}배입니다.</translation>
    </message>
    <message>
        <source>Saturated: the {gate} of {units} of {size} units of layer {layer} stands shut or open all along the probe.</source>
        <translation>포화: {layer}층의 유닛 {size}개 중 {units}개에서 {gate}가 관찰 구간 내내 닫혀 있거나 열려 있습니다.</translation>
    </message>
    <message>
        <source>An LSTM keeps it longer.</source>
        <translation>LSTM은 더 오래 유지합니다.</translation>
    </message>
    <message>
        <source>The gradient explodes: on its way back to step {t} of the probe it grows {number} times.</source>
        <translation>기울기가 폭주합니다: 관찰 구간의 시점 {t}까지 거슬러 가며 {number}배로 커집니다.</translation>
    </message>
    <message>
        <source>Saturated: {units} of {size} units of layer {layer} stand at ±1 all along the probe.</source>
        <translation>포화: {layer}층의 유닛 {size}개 중 {units}개가 관찰 구간 내내 ±1에 머뭅니다.</translation>
    </message>
    <message>
        <source>Show the loss</source>
        <translation>손실 보기</translation>
    </message>
    <message>
        <source>Show the gradient</source>
        <translation>기울기 보기</translation>
    </message>
    <message>
        <source>Show saturation</source>
        <translation>포화 보기</translation>
    </message>
    <message>
        <source>Show the sizes</source>
        <translation>크기 보기</translation>
    </message>
    <message>
        <source>Set the learning rate to {value}</source>
        <translation>학습률 바꾸기: {value}</translation>
    </message>
    <message>
        <source>Set the clip to {value}</source>
        <translation>클리핑 바꾸기: {value}</translation>
    </message>
    <message>
        <source>New run with {value}</source>
        <translation>새 실행: {value}</translation>
    </message>
    <message>
        <source>New run with learning rate {value}</source>
        <translation>새 실행: 학습률 {value}</translation>
    </message>
    <message>
        <source>New run with clip {value}</source>
        <translation>새 실행: 클리핑 {value}</translation>
    </message>
    <message>
        <source>New run with forget bias {value}</source>
        <translation>새 실행: 망각 편향 {value}</translation>
    </message>
    <message>
        <source>New run, orthogonal weights</source>
        <translation>새 실행: 직교 가중치</translation>
    </message>
    <message>
        <source>New run that stops early</source>
        <translation>새 실행: 조기 종료</translation>
    </message>
    <message>
        <source>New run with scaled inputs</source>
        <translation>입력을 스케일링한 새 실행</translation>
    </message>
    <message>
        <source>New run with {value} units</source>
        <translation>새 실행: 유닛 {value}개</translation>
    </message>
    <message>
        <source>New run with width {value}</source>
        <translation>너비 {value}(으)로 새 실행</translation>
    </message>
    <message>
        <source>New run on differences</source>
        <translation>새 실행: 차분</translation>
    </message>
    <message>
        <source>New run that sees {value} steps</source>
        <translation>새 실행: {value}시점까지 거슬러 보기</translation>
    </message>
    <message>
        <source>New run with window {value}</source>
        <translation>새 실행: 창 길이 {value}</translation>
    </message>
    <message>
        <source>Nothing stands out yet.</source>
        <translation>아직 눈에 띄는 것은 없습니다.</translation>
    </message>
    <message>
        <source>Noticed: {units} of {size} units of layer {layer} stand at ±1 nearly always.</source>
        <translation>참고: {layer}층의 유닛 {size}개 가운데 {units}개가 거의 늘 ±1에 머뭅니다.</translation>
    </message>
    <message>
        <source>Noticed: the {gate} of {units} of {size} units of layer {layer} is nearly always shut, or open.</source>
        <translation>참고: {layer}층의 유닛 {size}개 가운데 {units}개에서 {gate}가 거의 늘 닫혀 있거나 열려 있습니다.</translation>
    </message>
    <message>
        <source>Better than every baseline: skill {skill}.</source>
        <translation>모든 기준선보다 낫습니다: 예측력 {skill}.</translation>
    </message>
    <message>
        <source>Typical error (RMSE) of {column}: {rmse}.</source>
        <translation>{column}의 전형적인 오차(RMSE): {rmse}.</translation>
    </message>
</context>
<context>
    <name>FindingsCount</name>
    <message>
        <source>● 1 finding</source>
        <translation>● 진단 1건</translation>
    </message>
    <message>
        <source>● {n} findings</source>
        <translation>● 진단 {n}건</translation>
    </message>
    <message>
        <source>What stands out about this run</source>
        <translation>이 실행에서 눈에 띄는 점</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>What is looked for, and when it is said</source>
        <translation>무엇을 찾고 언제 말하는지</translation>
    </message>
    <message>
        <source>FINDINGS</source>
        <translation>진단</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n}개 더</translation>
    </message>
    <message>
        <source>What stands out is told from step {n} on.</source>
        <translation>눈에 띄는 점은 {n}스텝부터 알려 줍니다.</translation>
    </message>
    <message>
        <source>Nothing stands out.</source>
        <translation>눈에 띄는 점이 없습니다.</translation>
    </message>
    <message>
        <source>Looking at the run…</source>
        <translation>실행을 살펴보는 중…</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>The order of the units was found anew from what is shown now.</source>
        <translation>지금 보이는 값으로 유닛 순서를 다시 정했습니다.</translation>
    </message>
</context>
<context>
    <name>FixedRange</name>
    <message>
        <source>Fixed colour range</source>
        <translation>색 범위 고정</translation>
    </message>
    <message>
        <source>Colours reach</source>
        <translation>색이 이르는 값</translation>
    </message>
    <message>
        <source>The same in every run: a colour means the same in all of them. What lies beyond is marked.</source>
        <translation>모든 실행에 똑같이 적용되어 같은 색은 어디서나 같은 값을 뜻합니다. 벗어난 값은 따로 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>FoldingCard</name>
    <message>
        <source>undo {n}</source>
        <translation>{n}개 되돌리기</translation>
    </message>
    <message>
        <source>Puts back what the run that you look at has</source>
        <translation>보고 있는 실행의 설정으로 되돌립니다</translation>
    </message>
</context>
<context>
    <name>FormColumn</name>
    <message>
        <source>Open the column of data, model and training</source>
        <translation>데이터, 모델, 학습 칸 열기</translation>
    </message>
</context>
<context>
    <name>FormDesk</name>
    <message>
        <source>no order</source>
        <translation>순서 없음</translation>
    </message>
</context>
<context>
    <name>Found</name>
    <message>
        <source>undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>it is right</source>
        <translation>맞음</translation>
    </message>
    <message>
        <source>“{columns}” looks like a time, but “{value}” cannot be read</source>
        <translation>“{columns}” 열은 시각 같지만 “{value}” 값을 읽을 수 없음</translation>
    </message>
    <message>
        <source>line {line}; without a time the rows stay as they stand</source>
        <translation>{line}번째 줄. 시각이 없으면 행은 파일의 순서대로 남습니다</translation>
    </message>
    <message>
        <source>The newest may come first</source>
        <translation>최신 행이 먼저일 수 있음</translation>
    </message>
    <message>
        <source>the cells of {columns} fall from top to bottom</source>
        <translation>{columns} 열의 값이 위에서 아래로 작아집니다</translation>
    </message>
    <message>
        <source>Day and month could change places</source>
        <translation>일과 월이 뒤바뀔 수 있음</translation>
    </message>
    <message>
        <source>Sorted by time</source>
        <translation>시각 순으로 정렬함</translation>
    </message>
    <message>
        <source>{count} of {of} records stood after a later one</source>
        <translation>레코드 {of}개 가운데 {count}개가 더 늦은 레코드 뒤에 있었습니다</translation>
    </message>
    <message>
        <source>Oldest row first</source>
        <translation>오래된 행부터</translation>
    </message>
    <message>
        <source>in the file the times fall from top to bottom: turned round</source>
        <translation>파일에서는 최신이 먼저여서 순서를 뒤집었습니다</translation>
    </message>
    <message>
        <source>Time goes back ({count})</source>
        <translation>시각이 거꾸로 감 ({count})</translation>
    </message>
    <message>
        <source>left as in the file; a column may tell several series apart</source>
        <translation>파일의 순서를 그대로 둡니다. 여러 시계열을 구분하는 열이 있을 수 있습니다</translation>
    </message>
    <message>
        <source>The same time twice ({count})</source>
        <translation>같은 시각이 두 번 ({count})</translation>
    </message>
    <message>
        <source>{columns}: a time that cannot be read ({count})</source>
        <translation>{columns}: 읽을 수 없는 시각 ({count})</translation>
    </message>
    <message>
        <source>{lines}: “{value}”; such records stay where they stand</source>
        <translation>{lines}: “{value}”. 이런 레코드는 제자리에 둠</translation>
    </message>
    <message>
        <source>Records without a time left out ({count})</source>
        <translation>시각이 없는 레코드 제외 ({count})</translation>
    </message>
    <message>
        <source>Words among the numbers of {columns} ({count})</source>
        <translation>{columns} 열의 숫자 사이에 낱말 ({count})</translation>
    </message>
    <message>
        <source>{words}: taken for missing</source>
        <translation>{words}: 결측값으로 봅니다</translation>
    </message>
    <message>
        <source>category</source>
        <translation>범주</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>결측값</translation>
    </message>
    <message>
        <source>Marks are a sign ({count})</source>
        <translation>기호를 부호로 읽음 ({count})</translation>
    </message>
    <message>
        <source>{columns}: minus {minus}, plus {plus}</source>
        <translation>{columns}: 음수 {minus}, 양수 {plus}</translation>
    </message>
    <message>
        <source>Unit taken from cells: {value}</source>
        <translation>칸에서 얻은 단위: {value}</translation>
    </message>
    <message>
        <source>“{value}” stands beside the numbers of {columns}</source>
        <translation>{columns} 열의 숫자 옆에 “{value}” 표시가 있습니다</translation>
    </message>
    <message>
        <source>Abbreviated numbers written out ({count})</source>
        <translation>줄인 숫자를 풀어 씀 ({count})</translation>
    </message>
    <message>
        <source>{columns}: {value}</source>
        <translation>{columns}: {value}</translation>
    </message>
    <message>
        <source>{value} in {columns} ({count})</source>
        <translation>{columns} 열의 {value} ({count})</translation>
    </message>
    <message>
        <source>{count} times the same, far outside all else: may stand for missing</source>
        <translation>똑같은 값이 {count}번, 나머지와 동떨어져 있어 결측값일 수 있습니다</translation>
    </message>
    <message>
        <source>treat as missing</source>
        <translation>결측값으로 처리</translation>
    </message>
    <message>
        <source>Comma or point before decimals?</source>
        <translation>소수점은 쉼표인가 마침표인가?</translation>
    </message>
    <message>
        <source>each number has one such mark and three digits after it</source>
        <translation>모든 숫자에 그런 기호가 하나이고 그 뒤가 세 자리입니다</translation>
    </message>
    <message>
        <source>Learnt as: {transform}</source>
        <translation>학습 형태: {transform}</translation>
    </message>
    <message>
        <source>{count} header lines joined</source>
        <translation>머리글 {count}줄을 합침</translation>
    </message>
    <message>
        <source>as in “{value}”</source>
        <translation>예: “{value}”</translation>
    </message>
    <message>
        <source>Units taken from a line</source>
        <translation>줄에서 얻은 단위</translation>
    </message>
    <message>
        <source>line {line} below the names: {value}</source>
        <translation>이름 아래 {line}번째 줄: {value}</translation>
    </message>
    <message>
        <source>Total rows left out ({count})</source>
        <translation>합계 행 제외 ({count})</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>남기기</translation>
    </message>
    <message>
        <source>Repeated headers left out ({count})</source>
        <translation>되풀이된 머리글 제외 ({count})</translation>
    </message>
    <message>
        <source>{what}: {steps} steps</source>
        <translation>{what}: {steps}시점</translation>
    </message>
    <message>
        <source>lines {lines}</source>
        <translation>{lines}번째 줄</translation>
    </message>
    <message>
        <source>Notes left out ({count})</source>
        <translation>주석 제외 ({count})</translation>
    </message>
    <message>
        <source>take {other}</source>
        <translation>{other} 고르기</translation>
    </message>
    <message>
        <source>“{columns}” is read as a time, but for {count} cells</source>
        <translation>“{columns}” 열을 시각으로 읽음, 셀 {count}개는 제외</translation>
    </message>
    <message>
        <source>such as “{value}” in line {line}</source>
        <translation>예: {line}번째 줄의 “{value}”</translation>
    </message>
    <message>
        <source>“{columns}” is read as a time</source>
        <translation>“{columns}” 열을 시각으로 읽음</translation>
    </message>
    <message>
        <source>records with the time of another one: {became}</source>
        <translation>다른 기록과 시각이 같은 기록: {became}</translation>
    </message>
    <message>
        <source>{columns} leaves the range of what came before, and so its end is forecast better; undone for every number you read</source>
        <translation>{columns} 값이 앞부분의 범위를 벗어나며, 이렇게 하면 끝부분을 더 잘 예측함. 읽는 숫자에서는 모두 되돌림</translation>
    </message>
    <message>
        <source>Blank records left out ({count})</source>
        <translation>빈 레코드 제외 ({count})</translation>
    </message>
    <message>
        <source>Is the first record a header?</source>
        <translation>첫 레코드가 머리글인가?</translation>
    </message>
    <message>
        <source>taken: {answer}; its cells look like those below</source>
        <translation>지금은 {answer}. 칸이 아래 줄과 비슷합니다</translation>
    </message>
    <message>
        <source>Lines before the table left out ({count})</source>
        <translation>표 앞의 줄 제외 ({count})</translation>
    </message>
    <message>
        <source>they have another number of fields</source>
        <translation>필드 수가 다릅니다</translation>
    </message>
    <message>
        <source>The encoding is a guess</source>
        <translation>인코딩은 추측</translation>
    </message>
    <message>
        <source>{value}; look whether the words read well</source>
        <translation>{value}. 글자가 제대로 보이는지 확인하세요</translation>
    </message>
    <message>
        <source>The delimiter is a guess</source>
        <translation>구분자는 추측</translation>
    </message>
    <message>
        <source>several would do; look whether the columns are right</source>
        <translation>여러 가지가 가능합니다. 열이 맞는지 확인하세요</translation>
    </message>
    <message>
        <source>A quotation mark stands for itself</source>
        <translation>따옴표를 글자로 읽음</translation>
    </message>
    <message>
        <source>it is never closed; every line fits without</source>
        <translation>닫히지 않으며, 없어도 모든 줄이 맞습니다</translation>
    </message>
    <message>
        <source>Each row is a series ({count})</source>
        <translation>행마다 시계열 하나 ({count})</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>첫 레코드만</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>쉼표</translation>
    </message>
    <message>
        <source>point</source>
        <translation>마침표</translation>
    </message>
    <message>
        <source>averaged with it</source>
        <translation>평균을 냄</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>뺌</translation>
    </message>
    <message>
        <source>all are kept</source>
        <translation>모두 남겨 둠</translation>
    </message>
    <message>
        <source>the columns {first} … {last} follow one another</source>
        <translation>{first} … {last} 열이 차례로 이어짐</translation>
    </message>
    <message>
        <source>each record holds all of {held}</source>
        <translation>레코드마다 {held} 전체가 들어 있음</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least}~{most}</translation>
    </message>
    <message>
        <source>The columns follow one another in time</source>
        <translation>열이 시간 순으로 이어짐</translation>
    </message>
    <message>
        <source>{first} … {last}: {count} records become {longest} steps</source>
        <translation>{first} … {last}: 레코드 {count}개가 {longest}단계가 됩니다</translation>
    </message>
    <message>
        <source>Columns that sum up others left out</source>
        <translation>합계 열 제외</translation>
    </message>
    <message>
        <source>{value} is read</source>
        <translation>{value} 읽음</translation>
    </message>
    <message>
        <source>one of {count} tables; the others: {others}</source>
        <translation>표 {count}개 가운데 하나. 나머지: {others}</translation>
    </message>
    <message>
        <source>To be predicted: {columns}</source>
        <translation>예측할 열: {columns}</translation>
    </message>
    <message>
        <source>by its name; beside it {beside}</source>
        <translation>이름을 보고 정했습니다. 옆의 열: {beside}</translation>
    </message>
    <message>
        <source>a price beside {beside}</source>
        <translation>{beside} 옆에 있는 가격입니다</translation>
    </message>
    <message>
        <source>the last column; nothing says which is meant, {beside} could be</source>
        <translation>마지막 열입니다. 무엇을 예측할지 알 수 없어 {beside} 열일 수도 있습니다</translation>
    </message>
    <message>
        <source>To be told at every step: {columns}</source>
        <translation>시점마다 알아낼 열: {columns}</translation>
    </message>
    <message>
        <source>one of {classes} classes, told from {beside}</source>
        <translation>클래스 {classes}개 가운데 하나, {beside} 열로 알아냅니다</translation>
    </message>
    <message>
        <source>A guess worth a look</source>
        <translation>확인할 만한 추측</translation>
    </message>
    <message>
        <source>line {lines}</source>
        <translation>{lines}번째 줄</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>day first</source>
        <translation>일 먼저</translation>
    </message>
    <message>
        <source>month first</source>
        <translation>월 먼저</translation>
    </message>
    <message>
        <source>year first</source>
        <translation>연도 먼저</translation>
    </message>
    <message>
        <source>average</source>
        <translation>평균</translation>
    </message>
</context>
<context>
    <name>FoundPanel</name>
    <message>
        <source>WHAT WAS FOUND</source>
        <translation>찾아낸 것</translation>
    </message>
    <message>
        <source>undone by you</source>
        <translation>사용자가 되돌림</translation>
    </message>
    <message>
        <source>you chose: {what}</source>
        <translation>사용자 선택: {what}</translation>
    </message>
    <message>
        <source>redo</source>
        <translation>다시 적용</translation>
    </message>
</context>
<context>
    <name>Free</name>
    <message>
        <source>free running</source>
        <translation>자유 실행</translation>
    </message>
    <message>
        <source>{n} steps ahead</source>
        <translation>{n}시점 뒤</translation>
    </message>
    <message>
        <source>waiting …</source>
        <translation>기다리는 중…</translation>
    </message>
    <message>
        <source>what the network writes after the sequence, temperature {t}</source>
        <translation>시퀀스 뒤에 신경망이 쓰는 글, 온도 {t}</translation>
    </message>
    <message>
        <source>what a {n}-gram writes after the sequence, from counts alone</source>
        <translation>시퀀스 뒤에 {n}-그램이 센 것만으로 쓰는 글</translation>
    </message>
    <message>
        <source>fed by its own output</source>
        <translation>자기 출력을 다시 입력</translation>
    </message>
</context>
<context>
    <name>FreeBar</name>
    <message>
        <source>Steps of the free run</source>
        <translation>자유 실행의 시점 수</translation>
    </message>
    <message>
        <source>How many steps the network goes on, fed by its own output. Learning goes on.</source>
        <translation>신경망이 자기 출력을 받아 몇 시점을 더 갈지 정합니다. 학습은 계속됩니다.</translation>
    </message>
    <message>
        <source>Who writes the text</source>
        <translation>글을 쓰는 쪽</translation>
    </message>
    <message>
        <source>The network, or an n-gram that only counts which symbol follows the ones before it</source>
        <translation>신경망, 또는 앞의 기호들 뒤에 어떤 기호가 오는지 세기만 하는 n-그램</translation>
    </message>
    <message>
        <source>network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>Temperature 0 … 2: at 0 always the most probable character, at 1 as the network says, above that bolder. Learning is not touched.</source>
        <translation>온도 0 … 2: 0이면 항상 가장 확률이 높은 글자, 1이면 신경망이 말하는 확률대로, 그보다 높으면 더 대담하게 고릅니다. 학습에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>Another text</source>
        <translation>다른 글</translation>
    </message>
    <message>
        <source>Throws the dice again: another text with the same probabilities</source>
        <translation>주사위를 다시 던집니다. 같은 확률로 다른 글이 나옵니다</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>시점</translation>
    </message>
</context>
<context>
    <name>Frequency</name>
    <message>
        <source>every {n} seconds</source>
        <translation>{n}초 간격</translation>
    </message>
    <message>
        <source>every {n} minutes</source>
        <translation>{n}분 간격</translation>
    </message>
    <message>
        <source>every {n} hours</source>
        <translation>{n}시간 간격</translation>
    </message>
    <message>
        <source>every {n} days</source>
        <translation>{n}일 간격</translation>
    </message>
    <message>
        <source>every second</source>
        <translation>초 단위</translation>
    </message>
    <message>
        <source>minutely</source>
        <translation>분 단위</translation>
    </message>
    <message>
        <source>half-hourly</source>
        <translation>30분 간격</translation>
    </message>
    <message>
        <source>hourly</source>
        <translation>시간 단위</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>일 단위</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>주 단위</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>월별</translation>
    </message>
    <message>
        <source>quarterly</source>
        <translation>분기별</translation>
    </message>
    <message>
        <source>half-yearly</source>
        <translation>반기별</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>연별</translation>
    </message>
    <message>
        <source>irregular</source>
        <translation>불규칙</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
</context>
<context>
    <name>Gradient</name>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>saliency</source>
        <translation>현저성</translation>
    </message>
    <message>
        <source>of the whole loss</source>
        <translation>전체 손실 기준</translation>
    </message>
    <message>
        <source>of the loss at {step}</source>
        <translation>손실 기준: {step}</translation>
    </message>
    <message>
        <source>of output {name} at {step}</source>
        <translation>출력 {name} 기준: {step}</translation>
    </message>
    <message>
        <source>of the output at {step}</source>
        <translation>출력 기준: {step}</translation>
    </message>
    <message>
        <source>other layers</source>
        <translation>다른 층</translation>
    </message>
    <message>
        <source>step loss</source>
        <translation>시점별 손실</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>memory 1 step</source>
        <translation>기억 1시점</translation>
    </message>
    <message>
        <source>memory ≥ {n} steps</source>
        <translation>기억 ≥ {n}시점</translation>
    </message>
    <message>
        <source>memory {n} steps</source>
        <translation>기억 {n}시점</translation>
    </message>
    <message>
        <source>loss at this step</source>
        <translation>이 시점의 손실</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>{norm}, layer {layer}</source>
        <translation>{norm}, {layer}층</translation>
    </message>
    <message>
        <source>k₂ = {n}</source>
        <translation>k₂ = {n}</translation>
    </message>
    <message>
        <source>exactly 0 while it trains</source>
        <translation>학습 중에는 정확히 0</translation>
    </message>
</context>
<context>
    <name>HelpMarks</name>
    <message>
        <source>What is this: {name}?</source>
        <translation>{name}: 이것은 무엇인가요?</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>이것은 무엇인가요?</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>What am I looking at?</source>
        <translation>이것은 무엇인가요?</translation>
    </message>
    <message>
        <source>What can be explained</source>
        <translation>설명할 수 있는 것</translation>
    </message>
</context>
<context>
    <name>HistogramChoice</name>
    <message>
        <source>Histograms of</source>
        <translation>히스토그램 대상</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>line {lines}</source>
        <translation>{lines}번째 줄</translation>
    </message>
    <message>
        <source>lines {lines}</source>
        <translation>{lines}번째 줄</translation>
    </message>
    <message>
        <source>{n} characters read, {symbols} different ones</source>
        <translation>글자 {n}개 읽음, 서로 다른 글자 {symbols}개</translation>
    </message>
    <message>
        <source>{n} records read</source>
        <translation>레코드 {n}개 읽음</translation>
    </message>
    <message>
        <source>The newest came first: turned round</source>
        <translation>최신이 먼저 나와서 순서를 뒤집음</translation>
    </message>
    <message>
        <source>The first rows: {text}</source>
        <translation>처음 몇 행: {text}</translation>
    </message>
    <message>
        <source>First {size}: {text}</source>
        <translation>처음 {size}: {text}</translation>
    </message>
    <message>
        <source>{n} skipped</source>
        <translation>건너뜀 {n}개</translation>
    </message>
    <message>
        <source>1 bad cell</source>
        <translation>잘못된 칸 1개</translation>
    </message>
    <message>
        <source>{n} bad cells</source>
        <translation>잘못된 칸 {n}개</translation>
    </message>
    <message>
        <source>1 row missing</source>
        <translation>빠진 행 1개</translation>
    </message>
    <message>
        <source>{n} rows missing</source>
        <translation>빠진 행 {n}개</translation>
    </message>
    <message>
        <source>(after {where})</source>
        <translation>({where} 뒤)</translation>
    </message>
    <message>
        <source>no gaps</source>
        <translation>빠진 행 없음</translation>
    </message>
    <message>
        <source>{n} of {all} records were out of order: sorted</source>
        <translation>레코드 {all}개 중 {n}개가 시간 순서에서 벗어나 있어 정렬했습니다</translation>
    </message>
    <message>
        <source>{n} records have an earlier time than one before them</source>
        <translation>레코드 {n}개의 시각이 앞선 레코드보다 이릅니다</translation>
    </message>
    <message>
        <source>{n} records have the time of another one</source>
        <translation>레코드 {n}개의 시각이 다른 레코드와 같습니다</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>결측값 {n}개</translation>
    </message>
    <message>
        <source>{n} different</source>
        <translation>서로 다른 값 {n}개</translation>
    </message>
    <message>
        <source>the same in every row</source>
        <translation>모든 행이 같음</translation>
    </message>
    <message>
        <source>only counts rows</source>
        <translation>행 번호일 뿐임</translation>
    </message>
    <message>
        <source>of the first rows</source>
        <translation>처음 몇 행 기준</translation>
    </message>
    <message>
        <source>of the first {size}</source>
        <translation>처음 {size} 기준</translation>
    </message>
    <message>
        <source>counted where each part begins</source>
        <translation>각 부분의 시작에서 집계</translation>
    </message>
    <message>
        <source>{count} tokens · vocabulary {vocabulary} · unknown in validation {unknown}</source>
        <translation>토큰 {count}개 · 어휘 {vocabulary} · 검증에서 모르는 토큰 {unknown}</translation>
    </message>
    <message>
        <source>{shortest} to {longest} tokens each, mostly {median}</source>
        <translation>하나에 토큰 {shortest}~{longest}개, 대개 {median}개</translation>
    </message>
    <message>
        <source>time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Names the rows and tells how often they come; not learnt from.</source>
        <translation>행의 이름이 되고 얼마나 자주 나오는지 알려 줍니다. 학습하지 않습니다.</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Numbers that the network reads at every step.</source>
        <translation>신경망이 시점마다 읽는 숫자입니다.</translation>
    </message>
    <message>
        <source>target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>What the network learns to predict, without reading it itself.</source>
        <translation>신경망이 읽지는 않고 예측만 배우는 값입니다.</translation>
    </message>
    <message>
        <source>input and target</source>
        <translation>입력이자 목표</translation>
    </message>
    <message>
        <source>Read at every step, and predicted: a series is forecast from its own past.</source>
        <translation>시점마다 읽고 예측도 합니다. 계열을 자신의 과거로 예측합니다.</translation>
    </message>
    <message>
        <source>category</source>
        <translation>범주</translation>
    </message>
    <message>
        <source>Words or codes that the network reads; each gets a vector of its own that is learnt.</source>
        <translation>신경망이 읽는 낱말이나 코드입니다. 각각 학습되는 벡터를 가집니다.</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>시퀀스</translation>
    </message>
    <message>
        <source>Tells sequences apart (sensors, people, shops): none of them runs into the next.</source>
        <translation>시퀀스(센서, 사람, 매장)를 구분합니다. 서로 이어지지 않습니다.</translation>
    </message>
    <message>
        <source>label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>One answer for a whole sequence or text, the same in all its rows.</source>
        <translation>시퀀스나 텍스트 전체의 답 하나로, 모든 행에서 같습니다.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Each cell is a text of its own, cut into tokens.</source>
        <translation>칸마다 하나의 텍스트이며 토큰으로 나뉩니다.</translation>
    </message>
    <message>
        <source>second text</source>
        <translation>둘째 텍스트</translation>
    </message>
    <message>
        <source>The other text of a pair, such as the translation.</source>
        <translation>번역문처럼 짝이 되는 다른 텍스트입니다.</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Its pixels are the numbers that a text is written from.</source>
        <translation>글은 이 그림의 픽셀 값에서 쓰입니다.</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>쓰지 않음</translation>
    </message>
    <message>
        <source>Left out of what is learnt.</source>
        <translation>학습에서 뺍니다.</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>times</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>words</source>
        <translation>낱말</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>다음 시점</translation>
    </message>
    <message>
        <source>At every step the network says what comes a few steps later: forecasts, language models.</source>
        <translation>시점마다 몇 시점 뒤에 올 것을 말합니다: 예측, 언어 모델.</translation>
    </message>
    <message>
        <source>Tag every step</source>
        <translation>시점마다 태그</translation>
    </message>
    <message>
        <source>Every step has an answer of its own: a part of speech, or whether this is an anomaly.</source>
        <translation>시점마다 답이 따로 있습니다: 품사, 또는 지금 이상인지.</translation>
    </message>
    <message>
        <source>Many → one</source>
        <translation>다대일</translation>
    </message>
    <message>
        <source>A whole sequence has one answer, given at its end: a review and its score.</source>
        <translation>시퀀스 전체에 답이 하나 있고 끝에서 말합니다: 리뷰와 평점.</translation>
    </message>
    <message>
        <source>One → many</source>
        <translation>일대다</translation>
    </message>
    <message>
        <source>A row of numbers is told as a text or a series: a picture and its caption.</source>
        <translation>숫자 한 줄을 텍스트나 계열로 풀어냅니다: 사진과 설명.</translation>
    </message>
    <message>
        <source>Encoder–decoder</source>
        <translation>인코더–디코더</translation>
    </message>
    <message>
        <source>An encoder reads one sequence, then a decoder writes another: translation.</source>
        <translation>인코더가 한 시퀀스를 읽고 디코더가 다른 시퀀스를 씁니다: 번역.</translation>
    </message>
    <message>
        <source>One → one</source>
        <translation>일대일</translation>
    </message>
    <message>
        <source>Each row by itself, without memory: what a network without loops does. For contrast.</source>
        <translation>기억 없이 행마다 따로 봅니다. 순환이 없는 신경망과 견주어 보는 용도입니다.</translation>
    </message>
    <message>
        <source>in time order</source>
        <translation>시간 순서</translation>
    </message>
    <message>
        <source>The last part of every sequence is kept for validation, as the future would be.</source>
        <translation>각 시퀀스의 마지막 부분을 미래처럼 검증에 남깁니다.</translation>
    </message>
    <message>
        <source>whole sequences</source>
        <translation>시퀀스 통째로</translation>
    </message>
    <message>
        <source>Some sequences are kept for validation as a whole: does it work for new ones?</source>
        <translation>몇몇 시퀀스를 통째로 검증에 남깁니다. 새 시퀀스에도 통할까요?</translation>
    </message>
    <message>
        <source>stratified by class</source>
        <translation>클래스 비율대로</translation>
    </message>
    <message>
        <source>Whole sequences, every class in the same proportion on both sides.</source>
        <translation>시퀀스를 통째로 나누되 클래스 비율을 양쪽에 같게 합니다.</translation>
    </message>
    <message>
        <source>shuffled rows</source>
        <translation>행 섞기</translation>
    </message>
    <message>
        <source>Refused for a series: the neighbours of a row would give its answer away.</source>
        <translation>시계열에서는 거부합니다. 이웃한 행이 답을 알려 주기 때문입니다.</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>표준화</translation>
    </message>
    <message>
        <source>Mean 0 and standard deviation 1, measured on the training part.</source>
        <translation>학습 부분에서 잰 평균 0, 표준편차 1.</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0에서 1</translation>
    </message>
    <message>
        <source>The least value of the training part is 0 and the greatest 1.</source>
        <translation>학습 부분의 최솟값이 0, 최댓값이 1.</translation>
    </message>
    <message>
        <source>unscaled</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Learnt as it is; large numbers make learning hard.</source>
        <translation>있는 그대로 학습합니다. 큰 수는 학습을 어렵게 합니다.</translation>
    </message>
    <message>
        <source>interpolate</source>
        <translation>보간</translation>
    </message>
    <message>
        <source>A straight line between the neighbours; the nearest value at the ends.</source>
        <translation>이웃 사이를 직선으로 잇고, 끝에서는 가장 가까운 값을 씁니다.</translation>
    </message>
    <message>
        <source>last value</source>
        <translation>마지막 값</translation>
    </message>
    <message>
        <source>The last value known is repeated.</source>
        <translation>마지막으로 아는 값을 되풀이합니다.</translation>
    </message>
    <message>
        <source>drop the row</source>
        <translation>행 빼기</translation>
    </message>
    <message>
        <source>Rows with a missing value are left out.</source>
        <translation>결측값이 있는 행을 뺍니다.</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>마스크</translation>
    </message>
    <message>
        <source>The mean, with a further input that says so; a missing target does not count.</source>
        <translation>평균을 넣고 결측임을 알리는 입력을 더합니다. 없는 목표는 세지 않습니다.</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>차분</translation>
    </message>
    <message>
        <source>seasonal difference</source>
        <translation>계절 차분</translation>
    </message>
    <message>
        <source>log + difference</source>
        <translation>로그 + 차분</translation>
    </message>
    <message>
        <source>log + seasonal difference</source>
        <translation>로그 + 계절 차분</translation>
    </message>
    <message>
        <source>byte</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>256 tokens for every language; a Hangul syllable is three of them.</source>
        <translation>모든 언어에 토큰 256개. 한글 한 음절은 세 바이트입니다.</translation>
    </message>
    <message>
        <source>jamo</source>
        <translation>자모</translation>
    </message>
    <message>
        <source>Hangul syllables are taken apart into their letters; few tokens, long sequences.</source>
        <translation>한글 음절을 자모로 풉니다. 토큰 종류는 적고 시퀀스는 깁니다.</translation>
    </message>
    <message>
        <source>character</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>Code points of the text in NFC.</source>
        <translation>NFC로 맞춘 텍스트의 코드 포인트.</translation>
    </message>
    <message>
        <source>grapheme</source>
        <translation>자소 묶음</translation>
    </message>
    <message>
        <source>What a person sees as one character, an emoji with its skin colour too.</source>
        <translation>사람이 한 글자로 보는 것. 피부색이 붙은 이모지도 하나입니다.</translation>
    </message>
    <message>
        <source>word</source>
        <translation>낱말</translation>
    </message>
    <message>
        <source>Short sequences and a large vocabulary; rare words are unknown.</source>
        <translation>시퀀스는 짧고 어휘는 큽니다. 드문 낱말은 모릅니다.</translation>
    </message>
    <message>
        <source>subword</source>
        <translation>부분 낱말</translation>
    </message>
    <message>
        <source>Frequent words stay whole, rare ones are cut up (sentencepiece); nothing is lost.</source>
        <translation>잦은 낱말은 그대로 두고 드문 낱말은 나눕니다(sentencepiece). 잃는 것은 없습니다.</translation>
    </message>
    <message>
        <source>Korean morpheme</source>
        <translation>한국어 형태소</translation>
    </message>
    <message>
        <source>Stems and endings apart (kiwipiepy): pip install kiwipiepy</source>
        <translation>어간과 어미를 나눕니다(kiwipiepy): pip install kiwipiepy</translation>
    </message>
</context>
<context>
    <name>ImportScreen</name>
    <message>
        <source>Import – {name}</source>
        <translation>가져오기 – {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Nothing is opened; what is open stays (Esc)</source>
        <translation>아무것도 열지 않습니다. 열려 있던 것은 그대로입니다 (Esc)</translation>
    </message>
    <message>
        <source>Start with the defaults</source>
        <translation>기본값으로 시작</translation>
    </message>
    <message>
        <source>Opens the file as the program would, and trains at once</source>
        <translation>프로그램이 찾은 대로 열고 바로 학습합니다</translation>
    </message>
    <message>
        <source>Open with these settings</source>
        <translation>이 설정으로 열기</translation>
    </message>
    <message>
        <source>Reads the whole file as it is shown here (Ctrl+Enter)</source>
        <translation>여기 보이는 대로 파일 전체를 읽습니다 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>The beginning of the text</source>
        <translation>텍스트의 처음</translation>
    </message>
    <message>
        <source>{size}, of which the first {first} are shown</source>
        <translation>{size} 중 처음 {first} 표시</translation>
    </message>
    <message>
        <source>{size}, of which the first rows are shown</source>
        <translation>{size} 중 처음 몇 행 표시</translation>
    </message>
    <message>
        <source>Reading the beginning of the file…</source>
        <translation>파일의 처음을 읽는 중…</translation>
    </message>
</context>
<context>
    <name>ImportSettings</name>
    <message>
        <source>comma</source>
        <translation>쉼표</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>세미콜론</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>bar |</source>
        <translation>세로줄 |</translation>
    </message>
    <message>
        <source>space</source>
        <translation>빈칸</translation>
    </message>
    <message>
        <source>point</source>
        <translation>마침표</translation>
    </message>
    <message>
        <source>single &apos;</source>
        <translation>작은따옴표 &apos;</translation>
    </message>
    <message>
        <source>double &quot;</source>
        <translation>큰따옴표 &quot;</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>day first</source>
        <translation>일이 먼저</translation>
    </message>
    <message>
        <source>month first</source>
        <translation>월이 먼저</translation>
    </message>
    <message>
        <source>year first</source>
        <translation>연도가 먼저</translation>
    </message>
    <message>
        <source>by their time</source>
        <translation>시간순</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>파일 그대로</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>첫 레코드만</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>첫 번째</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>How bytes become characters. Korean public data is often CP949.</source>
        <translation>바이트를 글자로 바꾸는 방법. 한국 공공 데이터는 CP949가 많습니다.</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>시트</translation>
    </message>
    <message>
        <source>Which sheet of the workbook is read</source>
        <translation>통합 문서에서 읽을 시트</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>What stands between two cells</source>
        <translation>두 칸 사이에 있는 것</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>머리글</translation>
    </message>
    <message>
        <source>Whether the first record names the columns; without it they are numbered</source>
        <translation>첫 레코드가 열 이름인지. 아니면 번호를 붙입니다</translation>
    </message>
    <message>
        <source>Header lines</source>
        <translation>머리글 줄 수</translation>
    </message>
    <message>
        <source>How many records name the columns together</source>
        <translation>열 이름을 함께 이루는 기록의 수</translation>
    </message>
    <message>
        <source>Units row</source>
        <translation>단위 행</translation>
    </message>
    <message>
        <source>Whether the record under the header names units, such as °C</source>
        <translation>머리글 아래 레코드가 °C 같은 단위인지</translation>
    </message>
    <message>
        <source>Skip lines</source>
        <translation>건너뛸 줄</translation>
    </message>
    <message>
        <source>Lines before the header or, without one, the first record</source>
        <translation>머리글(없으면 첫 레코드) 앞의 줄 수</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>결측값</translation>
    </message>
    <message>
        <source>Further words for a missing value, such as 9999. Empty cells, NA, NaN, ?, - and null always mean it.</source>
        <translation>9999처럼 결측값을 뜻하는 말을 더합니다. 빈칸, NA, NaN, ?, -, null은 늘 결측값입니다.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>글자로 읽을 열</translation>
    </message>
    <message>
        <source>Columns whose cells are words, though they look like numbers, with commas between</source>
        <translation>숫자처럼 보여도 글자로 읽을 열. 쉼표로 나눕니다</translation>
    </message>
    <message>
        <source>Minus</source>
        <translation>음수 표시</translation>
    </message>
    <message>
        <source>Marks that make a number negative, such as △▼</source>
        <translation>숫자를 음수로 만드는 표시. 예: △▼</translation>
    </message>
    <message>
        <source>Keep totals</source>
        <translation>합계 남기기</translation>
    </message>
    <message>
        <source>Totals, footnotes, repeated headers and blank records stay among the records</source>
        <translation>합계, 각주, 되풀이된 머리글, 빈 기록도 기록으로 남깁니다</translation>
    </message>
    <message>
        <source>Each row is a series</source>
        <translation>행마다 시퀀스 하나</translation>
    </message>
    <message>
        <source>Whether the cells of a record follow one another in time, or are measured at once</source>
        <translation>한 레코드의 칸들이 시간 순서로 이어지는지, 아니면 한 시점에 측정된 것인지</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>What comes first in dates such as 02/08/2022</source>
        <translation>02/08/2022 같은 날짜에서 무엇이 먼저인지</translation>
    </message>
    <message>
        <source>Order of rows</source>
        <translation>행 순서</translation>
    </message>
    <message>
        <source>Records are sorted by their time, within each sequence, or left as in the file</source>
        <translation>레코드를 시퀀스마다 시간순으로 정렬하거나 파일 순서 그대로 둡니다</translation>
    </message>
    <message>
        <source>Same time</source>
        <translation>같은 시각</translation>
    </message>
    <message>
        <source>Records of a sequence with the same time are kept, averaged, or only the first kept</source>
        <translation>한 시퀀스에서 시각이 같은 레코드를 모두 유지하거나, 평균하거나, 첫 레코드만 남깁니다</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>따옴표</translation>
    </message>
    <message>
        <source>What encloses cells with delimiters in them</source>
        <translation>구분자가 든 칸을 감싸는 것</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>소수점</translation>
    </message>
    <message>
        <source>What stands before decimals: 3.5 or 3,5</source>
        <translation>소수 앞의 기호: 3.5 또는 3,5</translation>
    </message>
    <message>
        <source>Thousands</source>
        <translation>천 단위</translation>
    </message>
    <message>
        <source>What groups digits: 1,000 or 1.000</source>
        <translation>자릿수를 묶는 기호: 1,000 또는 1.000</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>주석</translation>
    </message>
    <message>
        <source>Lines that begin with this are no records</source>
        <translation>이것으로 시작하는 줄은 레코드가 아닙니다</translation>
    </message>
</context>
<context>
    <name>Insight</name>
    <message>
        <source>Target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>시퀀스</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>What is to be predicted, and which part of it is kept for validation</source>
        <translation>무엇을 예측하고 어느 부분을 검증에 남기는지</translation>
    </message>
    <message>
        <source>The sequences that the network will see</source>
        <translation>신경망이 보게 될 시퀀스</translation>
    </message>
    <message>
        <source>How often each class comes; a rare one is hard to learn</source>
        <translation>클래스마다 나오는 횟수. 드문 것은 배우기 어렵습니다</translation>
    </message>
    <message>
        <source>What the text is cut into, and how often each token comes</source>
        <translation>텍스트를 무엇으로 나누고 토큰마다 얼마나 나오는지</translation>
    </message>
    <message>
        <source>name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>part</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>the first {n} sequences, {validated} of them for validation</source>
        <translation>처음 {n}개 시퀀스, 그중 {validated}개는 검증용</translation>
    </message>
    <message>
        <source>{n} sequences; the end of each is validated on</source>
        <translation>시퀀스 {n}개. 각각의 끝부분을 검증에 씁니다</translation>
    </message>
    <message>
        <source>{n} sequences, {validated} of them for validation</source>
        <translation>시퀀스 {n}개, 그중 {validated}개는 검증용</translation>
    </message>
    <message>
        <source>the end of each sequence is validated on</source>
        <translation>각 시퀀스의 끝부분으로 검증합니다</translation>
    </message>
    <message>
        <source>split by whole sequences</source>
        <translation>시퀀스를 통째로 분할</translation>
    </message>
</context>
<context>
    <name>InterventionPanel</name>
    <message>
        <source>all units</source>
        <translation>모든 유닛</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Release all</source>
        <translation>모두 해제</translation>
    </message>
    <message>
        <source>silence (0)</source>
        <translation>끄기(0)</translation>
    </message>
    <message>
        <source>hold at</source>
        <translation>값 유지</translation>
    </message>
    <message>
        <source>add noise</source>
        <translation>잡음 더하기</translation>
    </message>
    <message>
        <source>What is altered</source>
        <translation>바꿀 부분</translation>
    </message>
    <message>
        <source>How it is altered</source>
        <translation>바꾸는 방법</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>What</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>How</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>loss –</source>
        <translation>손실 –</translation>
    </message>
    <message>
        <source>Alter a part of the network and see what its forecast loses.</source>
        <translation>신경망의 한 부분을 바꾸고 예측이 얼마나 나빠지는지 봅니다.</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>손실 {loss}</translation>
    </message>
    <message>
        <source>of the probe, nothing altered. Training goes on untouched, whatever you do here.</source>
        <translation>아무것도 바꾸지 않은 관찰 구간의 손실입니다. 여기서 무엇을 하든 학습은 그대로 계속됩니다.</translation>
    </message>
    <message>
        <source>loss {plain} → {loss}</source>
        <translation>손실 {plain} → {loss}</translation>
    </message>
    <message>
        <source>{change} % on the probe. The stack shows the altered network, its gradient and its losses too; training is untouched.</source>
        <translation>관찰 구간에서 {change} %. 스택은 바뀐 신경망을 보여 주며 기울기와 손실도 바뀐 신경망의 것입니다. 학습에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>{text}: this network has no such part</source>
        <translation>{text}: 이 신경망에는 그런 부분이 없습니다</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>해제</translation>
    </message>
    <message>
        <source>Release {text}</source>
        <translation>해제: {text}</translation>
    </message>
    <message>
        <source>unit {units}</source>
        <translation>{units}번 유닛</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>held at {value}</source>
        <translation>{value} 유지</translation>
    </message>
    <message>
        <source>noise ±{value}</source>
        <translation>잡음 ±{value}</translation>
    </message>
    <message>
        <source>layer {layer} {trace}, {where}: {what}</source>
        <translation>{layer}층 {trace}, {where}: {what}</translation>
    </message>
</context>
<context>
    <name>LeftColumn</name>
    <message>
        <source>As you opened it the last time.</source>
        <translation>지난번에 열었던 그대로입니다.</translation>
    </message>
    <message>
        <source>How it is read</source>
        <translation>읽는 방식</translation>
    </message>
    <message>
        <source>find out again</source>
        <translation>다시 찾기</translation>
    </message>
    <message>
        <source>Takes back every choice on this screen</source>
        <translation>이 화면에서 고른 것을 모두 되돌립니다</translation>
    </message>
    <message>
        <source>header in line {line}</source>
        <translation>머리글 {line}번째 줄</translation>
    </message>
    <message>
        <source>no header</source>
        <translation>머리글 없음</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>√ scale</source>
        <translation>√ 척도</translation>
    </message>
    <message>
        <source>asinh scale</source>
        <translation>asinh 척도</translation>
    </message>
    <message>
        <source>each unit’s own</source>
        <translation>유닛마다</translation>
    </message>
    <message>
        <source>fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>이 실행</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>These levels follow from the equations.</source>
        <translation>이 한계는 식에서 나옵니다.</translation>
    </message>
    <message>
        <source>Each unit reaches its own largest size in what is shown. Click for other levels.</source>
        <translation>각 유닛의 색은 보이는 값 가운데 그 유닛의 가장 큰 크기까지입니다. 클릭하면 다른 범위를 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>These levels fit what is shown. Click for others.</source>
        <translation>보이는 값에 맞춘 범위입니다. 클릭하면 다른 범위를 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>99 % of what this run has shown lies between these levels, rounded up; they only grow. Click for others.</source>
        <translation>이 실행에서 본 값의 99 %가 이 범위 안에 있습니다(올림). 범위는 늘기만 합니다. 클릭하면 다른 범위를 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>These levels are fixed, the same for every run. Click for others.</source>
        <translation>모든 실행에 똑같이 고정된 범위입니다. 클릭하면 다른 범위를 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>Colours follow the square root of the size, so that small values are seen.</source>
        <translation>작은 값도 보이도록 색은 크기의 제곱근을 따릅니다.</translation>
    </message>
    <message>
        <source>Colours follow asinh(12 x ÷ level), so that small values are seen.</source>
        <translation>작은 값도 보이도록 색은 asinh(12 x ÷ 한계)를 따릅니다.</translation>
    </message>
    <message>
        <source>The square at the head of the column is the colour of what lies beyond.</source>
        <translation>맨 위의 네모는 범위를 벗어난 값의 색입니다.</translation>
    </message>
    <message>
        <source>beyond</source>
        <translation>범위 밖</translation>
    </message>
</context>
<context>
    <name>LossView</name>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>로그 축</translation>
    </message>
    <message>
        <source>Wall time</source>
        <translation>실제 시간</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Loss and timeline</source>
        <translation>손실과 타임라인</translation>
    </message>
    <message>
        <source>Left and Right move between keyframes, End returns to the present.</source>
        <translation>왼쪽·오른쪽 키로 키프레임을 옮겨 다니고, End로 현재에 돌아옵니다.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>평활</translation>
    </message>
    <message>
        <source>Smoothing of the training loss</source>
        <translation>학습 손실의 평활</translation>
    </message>
    <message>
        <source>Back to the present (End)</source>
        <translation>현재로 돌아오기(End)</translation>
    </message>
    <message>
        <source>Over the seconds that training took, not the steps</source>
        <translation>스텝이 아니라 학습에 걸린 초 위에 그립니다</translation>
    </message>
    <message>
        <source>w of the moving average s = Σ wᵏ xₜ₋ₖ ÷ Σ wᵏ of the newest losses x. On a log axis it is their logarithms that are averaged.</source>
        <translation>최근 손실 x의 이동 평균 s = Σ wᵏ xₜ₋ₖ ÷ Σ wᵏ에서 w입니다. 로그 축에서는 손실의 로그를 평균합니다.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>Step {step} · {time}</source>
        <translation>스텝 {step} · {time}</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>학습 손실</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>평활값</translation>
    </message>
    <message>
        <source>skill</source>
        <translation>예측력</translation>
    </message>
    <message>
        <source>mean of all seeds</source>
        <translation>모든 시드의 평균</translation>
    </message>
    <message>
        <source>lowest … highest</source>
        <translation>최저 … 최고</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>검증 손실</translation>
    </message>
    <message>
        <source>validation loss, step {step}</source>
        <translation>검증 손실, 스텝 {step}</translation>
    </message>
    <message>
        <source>planned to step {step}</source>
        <translation>스텝 {step}까지 예정</translation>
    </message>
    <message>
        <source>Live · {step}</source>
        <translation>실시간 · {step}</translation>
    </message>
    <message>
        <source>Finished · {step}</source>
        <translation>완료됨 · {step}</translation>
    </message>
    <message>
        <source>Failed · {step}</source>
        <translation>실패 · {step}</translation>
    </message>
    <message>
        <source>Paused · {step}</source>
        <translation>일시정지 · {step}</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>스텝 {step}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Every run, and what needs no learning</source>
        <translation>모든 실행과, 학습이 필요 없는 기준선</translation>
    </message>
</context>
<context>
    <name>Meaning</name>
    <message>
        <source>what each unit says at each step</source>
        <translation>각 유닛이 시점마다 내는 값</translation>
    </message>
    <message>
        <source>what each unit remembers</source>
        <translation>각 유닛이 기억하는 값</translation>
    </message>
    <message>
        <source>what each unit keeps of its old cell state</source>
        <translation>각 유닛이 이전 셀 상태를 남기는 정도</translation>
    </message>
    <message>
        <source>how much of the candidate each unit writes</source>
        <translation>각 유닛이 후보를 써넣는 정도</translation>
    </message>
    <message>
        <source>what each unit might write</source>
        <translation>각 유닛이 써넣을 수 있는 값</translation>
    </message>
    <message>
        <source>how much of its memory each unit shows</source>
        <translation>각 유닛이 기억을 내보이는 정도</translation>
    </message>
    <message>
        <source>how much of the past the candidate sees</source>
        <translation>후보가 과거를 보는 정도</translation>
    </message>
    <message>
        <source>how much of its old state each unit keeps</source>
        <translation>각 유닛이 이전 상태를 남기는 정도</translation>
    </message>
    <message>
        <source>what every block reads and adds to</source>
        <translation>모든 블록이 읽고 더해 가는 것</translation>
    </message>
    <message>
        <source>how much each step looks at each step before it</source>
        <translation>각 단계가 앞선 단계를 얼마나 보는지</translation>
    </message>
    <message>
        <source>what the units inside the block say at each step</source>
        <translation>블록 안의 유닛이 단계마다 내는 값</translation>
    </message>
    <message>
        <source>row: letter written, column: letter read</source>
        <translation>행: 쓰는 글자, 열: 읽은 글자</translation>
    </message>
    <message>
        <source>{steps} steps to look at, the first on top</source>
        <translation>바라볼 {steps}개 단계, 첫 단계가 맨 위</translation>
    </message>
    <message>
        <source>{units} units in {n} groups of alike ones</source>
        <translation>유닛 {units}개를 비슷한 것끼리 {n}묶음으로</translation>
    </message>
    <message>
        <source>{units} units in {n} groups of neighbours</source>
        <translation>유닛 {units}개를 이웃끼리 {n}묶음으로</translation>
    </message>
    <message>
        <source>{units} units, alike ones together</source>
        <translation>비슷한 유닛끼리 모은 {units}개</translation>
    </message>
    <message>
        <source>{units} units</source>
        <translation>유닛 {units}개</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>As the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>{n} % of training time</source>
        <translation>학습 시간의 {n} %</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Views may cost</source>
        <translation>보기 비용 한도</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>split, device, initialisation, training method, learning rate over time</source>
        <translation>분할, 장치, 초기화, 학습 방법, 시간에 따른 학습률</translation>
    </message>
    <message>
        <source>live</source>
        <translation>즉시</translation>
    </message>
    <message>
        <source>Changes this run at once, from its next step on</source>
        <translation>다음 스텝부터 이 실행에 바로 적용됩니다</translation>
    </message>
    <message>
        <source>New run, order destroyed</source>
        <translation>순서를 없앤 새 실행</translation>
    </message>
    <message>
        <source>The same settings on the same rows in no order: its loss beside the others&apos; shows what the order is worth</source>
        <translation>같은 설정, 같은 행을 순서 없이 학습합니다. 다른 실행과 손실을 견주면 순서의 값어치가 보입니다</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>유닛 {n}개</translation>
    </message>
    <message>
        <source>{n} layers</source>
        <translation>{n}층</translation>
    </message>
    <message>
        <source>window {n}</source>
        <translation>창 {n}</translation>
    </message>
    <message>
        <source>{n} steps</source>
        <translation>{n}스텝</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>멈출 때까지</translation>
    </message>
    <message>
        <source>batch {n} · clip {clip} · seed {seed}</source>
        <translation>배치 {n} · 클리핑 {clip} · 시드 {seed}</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>More settings…</source>
        <translation>설정 더 보기…</translation>
    </message>
    <message>
        <source>direction, embedding, dropout, and what else its kind has</source>
        <translation>방향, 임베딩, 드롭아웃, 그 밖에 이 종류에만 있는 설정</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>설정 줄이기</translation>
    </message>
</context>
<context>
    <name>Nets</name>
    <message>
        <source>No gradient through time: in this kind of network nothing is sent back from step to step.</source>
        <translation>시간 방향 기울기가 없습니다. 이런 신경망에서는 단계에서 단계로 되돌아가는 것이 없습니다.</translation>
    </message>
    <message>
        <source>No what if: the units of this kind of network cannot be held, silenced or shaken.</source>
        <translation>바꿔 보기가 없습니다. 이런 신경망의 유닛은 고정하거나 끄거나 흔들 수 없습니다.</translation>
    </message>
    <message>
        <source>No free running: this kind of network is not made to go on alone.</source>
        <translation>자유 실행 없음: 이 종류의 망은 혼자 이어 가도록 만들어지지 않았습니다.</translation>
    </message>
    <message>
        <source>No state carried along: this kind of network begins every window without a past.</source>
        <translation>이어지는 상태가 없습니다. 이런 신경망은 윈도마다 과거 없이 시작합니다.</translation>
    </message>
    <message>
        <source>No regulariser of the gradient&apos;s norm: it is made for the states of simple recurrent networks.</source>
        <translation>기울기 노름 정칙화가 없습니다. 단순한 순환 신경망의 상태를 위한 것입니다.</translation>
    </message>
    <message>
        <source>No saturation: this kind of network has no gates, and no units that can stand at a limit.</source>
        <translation>포화가 없습니다. 이런 신경망에는 게이트도, 한계에 머무는 유닛도 없습니다.</translation>
    </message>
    <message>
        <source>No recurrent cell: in this kind of network no state is handed from one step to the next.</source>
        <translation>순환 셀이 없습니다. 이런 신경망에서는 한 단계의 상태가 다음 단계로 넘어가지 않습니다.</translation>
    </message>
    <message>
        <source>No symbols or classes: the readout of this network is solved for numbers. Choose a column of numbers.</source>
        <translation>기호나 클래스 없음: 이 망의 출력층은 수에 대해서만 풀립니다. 수로 된 열을 고르세요.</translation>
    </message>
    <message>
        <source>No gradient over one time axis: here are two. Among all rows a strip shows which letters of the source the letter at the cursor depends on.</source>
        <translation>하나의 시간축에 그릴 기울기가 없습니다. 여기에는 축이 둘입니다. 모든 행에서 띠 하나가 커서에 있는 글자가 원문의 어느 글자에 달렸는지 보여 줍니다.</translation>
    </message>
    <message>
        <source>No what if: nothing can be held, silenced or shaken yet in a network that writes another sequence.</source>
        <translation>만약에를 쓸 수 없습니다. 다른 시퀀스를 쓰는 네트워크에서는 아직 무엇도 고정하거나 끄거나 흔들 수 없습니다.</translation>
    </message>
    <message>
        <source>No free running: what this network writes by itself stands in the list of pairs.</source>
        <translation>자유 실행이 없습니다. 이 네트워크가 스스로 쓴 것은 쌍 목록에 있습니다.</translation>
    </message>
    <message>
        <source>recurrent networks</source>
        <translation>순환 신경망</translation>
    </message>
    <message>
        <source>encoder–decoders</source>
        <translation>인코더–디코더</translation>
    </message>
    <message>
        <source>Transformers</source>
        <translation>트랜스포머</translation>
    </message>
    <message>
        <source>feed-forward networks</source>
        <translation>피드포워드 신경망</translation>
    </message>
    <message>
        <source>echo state networks</source>
        <translation>에코 상태 신경망</translation>
    </message>
    <message>
        <source>two-way {kind}</source>
        <translation>양방향 {kind}</translation>
    </message>
    <message>
        <source>{kind} with {layers} layers of {units} units</source>
        <translation>은닉 유닛 {units}개짜리 {layers}층 {kind}</translation>
    </message>
    <message>
        <source>{kind} with {units} unit</source>
        <translation>은닉 유닛 {units}개짜리 {kind}</translation>
    </message>
    <message>
        <source>{kind} with {units} units</source>
        <translation>은닉 유닛 {units}개짜리 {kind}</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>인코더</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>디코더</translation>
    </message>
</context>
<context>
    <name>NewRun</name>
    <message>
        <source>New run: {name}</source>
        <translation>새 실행: {name}</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>새 실행</translation>
    </message>
    <message>
        <source>starts at once · {run} stays in the list</source>
        <translation>바로 시작 · {run}은(는) 목록에 남음</translation>
    </message>
    <message>
        <source>Change a field to start another</source>
        <translation>값을 바꾸면 새 실행을 시작할 수 있습니다</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>“{name}” is not there. Check whether it was moved or renamed: {path}</source>
        <translation>“{name}” 파일이 없습니다. 옮겨졌거나 이름이 바뀌었는지 확인하세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” is a folder. Choose a file in it: {path}</source>
        <translation>“{name}” 항목은 폴더입니다. 그 안의 파일을 선택하세요: {path}</translation>
    </message>
    <message>
        <source>You have no permission to read “{name}”. Change its permissions or copy it elsewhere: {path}</source>
        <translation>“{name}” 파일을 읽을 권한이 없습니다. 권한을 바꾸거나 다른 곳에 복사하세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {reason}. Try a copy of the file: {path}</source>
        <translation>“{name}” 파일을 읽을 수 없습니다: {reason}. 파일의 사본으로 시도하세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” is empty. Choose a file with data in it: {path}</source>
        <translation>“{name}” 파일이 비어 있습니다. 데이터가 있는 파일을 선택하세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” is not a text file: byte {offset} cannot be part of a text. Save it as CSV or text: {path}</source>
        <translation>“{name}” 파일은 텍스트가 아닙니다. 바이트 {offset}: 텍스트에 쓸 수 없는 값입니다. CSV나 텍스트로 저장하세요: {path}</translation>
    </message>
    <message>
        <source>The characters of “{name}” cannot be read from line {line} on (byte {offset}). Save it as UTF-8: {path}</source>
        <translation>“{name}” 파일의 글자를 {line}번째 줄(바이트 {offset})부터 읽을 수 없습니다. UTF-8로 저장하세요: {path}</translation>
    </message>
    <message>
        <source>Reading “{name}” was cancelled; nothing was changed: {path}</source>
        <translation>“{name}” 읽기를 취소했습니다. 바뀐 것은 없습니다: {path}</translation>
    </message>
    <message>
        <source>Line {line} of “{name}” is too long: {length} {unit}, and {limit} are allowed. Check that the file has line breaks: {path}</source>
        <translation>“{name}” 파일의 {line}번째 줄이 너무 깁니다: {length} {unit}, 최대 {limit}. 파일에 줄바꿈이 있는지 확인하세요: {path}</translation>
    </message>
    <message>
        <source>Line {line} of “{name}” has {found} fields where {expected} are expected. Mend that line: {path}</source>
        <translation>“{name}” 파일의 {line}번째 줄에는 칸이 {found}개 있습니다. {expected}개여야 합니다. 그 줄을 고치세요: {path}</translation>
    </message>
    <message>
        <source>A quotation mark opened in line {line} of “{name}” is never closed. Close or delete it: {path}</source>
        <translation>“{name}” 파일의 {line}번째 줄에서 연 따옴표가 닫히지 않았습니다. 닫거나 지우세요: {path}</translation>
    </message>
    <message>
        <source>Line {line} of “{name}” holds “{value}” in the column “{column}”, which is not a number. Correct it or leave the column out: {path}</source>
        <translation>“{name}” 파일 {line}번째 줄의 열 “{column}”: “{value}” 값은 숫자가 아닙니다. 고치거나 그 열을 빼세요: {path}</translation>
    </message>
    <message>
        <source>No column of “{name}” holds numbers (its columns: {columns}). At least one is needed to learn from: {path}</source>
        <translation>“{name}” 파일에는 숫자로 된 열이 없습니다(열: {columns}). 학습하려면 적어도 하나가 필요합니다: {path}</translation>
    </message>
    <message>
        <source>“{name}” has no column “{column}”. Choose among: {columns}. The file is {path}</source>
        <translation>“{name}” 파일에 “{column}” 열이 없습니다. 다음에서 선택하세요: {columns}. 파일: {path}</translation>
    </message>
    <message>
        <source>The column “{column}” of “{name}” does not hold numbers. Choose another one: {path}</source>
        <translation>“{name}” 파일의 열 “{column}”: 값이 숫자가 아닙니다. 다른 열을 선택하세요: {path}</translation>
    </message>
    <message>
        <source>The column “{column}” of “{name}” is {value} in every row: there is nothing to learn. Choose another one: {path}</source>
        <translation>“{name}” 파일의 열 “{column}”: 모든 행이 {value}입니다. 배울 것이 없으니 다른 열을 선택하세요: {path}</translation>
    </message>
    <message>
        <source>The column “{column}” is {value} in row {row}, and only positive numbers have a logarithm. Choose another transform.</source>
        <translation>열 “{column}”: {row}행의 값이 {value}입니다. 로그는 양수에만 있습니다. 다른 변환을 선택하세요.</translation>
    </message>
    <message>
        <source>No season was found in the column “{column}”. Give its length, from 2 to {longest} rows, or choose another transform.</source>
        <translation>열 “{column}”: 계절을 찾지 못했습니다. 계절 길이를 2~{longest}행으로 주거나 다른 변환을 선택하세요.</translation>
    </message>
    <message>
        <source>Empty cells in the column “{column}” of “{name}”: {count}, the first in line {line}. Fill them or leave the column out: {path}</source>
        <translation>“{name}” 파일의 열 “{column}”: 빈 칸이 {count}개 있고 첫 번째는 {line}번째 줄입니다. 채우거나 그 열을 빼세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” is too short to learn from, {rows} of at least {needed} rows: {path}</source>
        <translation>“{name}” 파일은 학습하기에 너무 짧습니다. 적어도 {needed}행이 필요한데 {rows}행입니다: {path}</translation>
    </message>
    <message>
        <source>The column “{column}” is {value} in row {row}, and numbers up to {limit} can be computed with. Name it as a missing value, or leave the column out.</source>
        <translation>“{column}” 열의 {row}번째 행 값이 {value}입니다. 계산할 수 있는 수는 {limit}까지입니다. 누락값으로 지정하거나 이 열을 빼세요.</translation>
    </message>
    <message>
        <source>The column “{column}” is as large as {value} where a network would see it, and it can learn from numbers up to {limit}. Scale it to mean 0 and deviation 1, or name such a value as missing.</source>
        <translation>“{column}” 열은 신경망이 보는 값이 {value}에 이르며, 신경망은 {limit}까지의 수로 배울 수 있습니다. 평균 0, 편차 1로 스케일하거나 그런 값을 누락값으로 지정하세요.</translation>
    </message>
    <message>
        <source>“{name}” is too short to learn from, {length} of at least {needed} characters: {path}</source>
        <translation>“{name}” 파일은 학습하기에 너무 짧습니다. 적어도 {needed}글자가 필요한데 {length}글자입니다: {path}</translation>
    </message>
    <message>
        <source>“{name}” consists of one character only, “{symbol}”: there is nothing to predict. Choose another text: {path}</source>
        <translation>“{name}” 파일은 한 가지 글자 “{symbol}”뿐입니다. 예측할 것이 없으니 다른 텍스트를 선택하세요: {path}</translation>
    </message>
    <message>
        <source>“{value}” cannot be used for {setting}. {allowed}</source>
        <translation>“{value}” 값을 쓸 수 없습니다: {setting}. {allowed}</translation>
    </message>
    <message>
        <source>No file is open yet. Open a table or a text first.</source>
        <translation>아직 열린 파일이 없습니다. 먼저 표나 텍스트를 여세요.</translation>
    </message>
    <message>
        <source>A window of {window} does not fit into the {rows} rows of the training part. Choose at most {longest} under Window.</source>
        <translation>길이 {window}의 창은 학습 구간 {rows}행에 들어가지 않습니다. 창 길이를 {longest} 이하로 선택하세요.</translation>
    </message>
    <message>
        <source>The training part has one token only, “{token}”: there is nothing to predict. Choose other tokens, a larger vocabulary or a smaller least count.</source>
        <translation>학습 구간에 토큰이 “{token}” 하나뿐이라 예측할 것이 없습니다. 다른 토큰, 더 큰 어휘 또는 더 작은 최소 횟수를 고르세요.</translation>
    </message>
    <message>
        <source>This text has {symbols} different characters, too many for one-hot inputs (at most {limit}). Choose an embedding, such as 32.</source>
        <translation>이 텍스트에는 서로 다른 글자가 {symbols}개 있어 원-핫 입력에는 너무 많습니다(최대 {limit}개). 32처럼 임베딩을 선택하세요.</translation>
    </message>
    <message>
        <source>This network needs about {needed_bytes} of memory and {available_bytes} are free. Choose fewer units, fewer layers, a shorter window or a smaller batch.</source>
        <translation>이 신경망에는 메모리가 약 {needed_bytes} 필요한데 {available_bytes}만 남아 있습니다. 은닉 유닛 수나 층을 줄이거나, 창 길이나 배치 크기를 줄이세요.</translation>
    </message>
    <message>
        <source>The device “{device}” cannot be used: {device_reason}. Choose another one under Device.</source>
        <translation>장치 “{device}”: 쓸 수 없습니다({device_reason}). 장치에서 다른 것을 선택하세요.</translation>
    </message>
    <message>
        <source>The probe cannot be watched: {length} steps from row {start} of the {part} part do not lie inside the data. Choose another probe.</source>
        <translation>이 관찰 구간은 볼 수 없습니다. {part} 구간 {start}행부터의 {length}시점이 데이터 안에 있지 않습니다. 다른 관찰 구간을 선택하세요.</translation>
    </message>
    <message>
        <source>“{name}” is not a Gatescope session. Open it as data, or choose another file: {path}</source>
        <translation>“{name}” 파일은 Gatescope 세션이 아닙니다. 데이터로 열거나 다른 파일을 선택하세요: {path}</translation>
    </message>
    <message>
        <source>The session “{name}” is damaged ({reason}) and was left as it is. Try a copy of it: {path}</source>
        <translation>세션 “{name}”: 손상되어({reason}) 그대로 두었습니다. 사본으로 시도하세요: {path}</translation>
    </message>
    <message>
        <source>The session “{name}” was written by a newer Gatescope (format {format}; this one reads up to {known}). Update Gatescope to open it: {path}</source>
        <translation>세션 “{name}”: 더 새로운 Gatescope에서 저장되었습니다(형식 {format}, 이 버전은 {known}까지 읽음). 열려면 Gatescope를 업데이트하세요: {path}</translation>
    </message>
    <message>
        <source>The session “{name}” is open in another window. Close it there first: {path}</source>
        <translation>세션 “{name}”: 다른 창에서 열려 있습니다. 먼저 그곳에서 닫으세요: {path}</translation>
    </message>
    <message>
        <source>The session “{name}” holds no run yet: {path}</source>
        <translation>세션 “{name}”: 아직 실행이 없습니다: {path}</translation>
    </message>
    <message>
        <source>The session “{name}” was made from a file that is no longer there. Put it back: {data} (session: {path})</source>
        <translation>세션 “{name}”: 바탕이 된 파일이 없습니다. 제자리에 되돌려 놓으세요: {data} (세션: {path})</translation>
    </message>
    <message>
        <source>The session “{name}” was made from a file that has changed since. Restore the old content of {data}, or open it anew (session: {path})</source>
        <translation>세션 “{name}”: 바탕이 된 파일이 그 뒤에 바뀌었습니다. 예전 내용을 되살리거나 새로 여세요: {data} (세션: {path})</translation>
    </message>
    <message>
        <source>The session “{name}” is about another data set, {data}. Choose another name: {path}</source>
        <translation>세션 “{name}”: 다른 데이터에 대한 세션입니다({data}). 다른 이름을 선택하세요: {path}</translation>
    </message>
    <message>
        <source>The session cannot be written to {path}: {reason}.</source>
        <translation>세션을 {path}에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Choose another place.</source>
        <translation>{path}에 쓸 수 없습니다: {reason}. 다른 위치를 고르세요.</translation>
    </message>
    <message>
        <source>There is no run {run} in this session. Choose one from the list.</source>
        <translation>이 세션에 실행 {run}번이 없습니다. 목록에서 선택하세요.</translation>
    </message>
    <message>
        <source>Run {run} ended at step {step} and cannot be trained on. Press Play to go on from it as a new run.</source>
        <translation>실행 {run}번은 스텝 {step}에서 끝나 더 학습할 수 없습니다. 재생을 누르면 새 실행으로 이어 갑니다.</translation>
    </message>
    <message>
        <source>Run {run} has no keyframe at or before step {step}. Choose a later step.</source>
        <translation>실행 {run}번에는 스텝 {step} 이전의 키프레임이 없습니다. 더 뒤의 스텝을 선택하세요.</translation>
    </message>
    <message>
        <source>The loss of run {run} became {value} at step {step}, so it was stopped; its recording is kept. Try a smaller learning rate or a smaller clip in a new run.</source>
        <translation>실행 {run}번의 손실이 스텝 {step}에서 {value} 값이 되어 멈추었습니다. 기록은 남아 있습니다. 새 실행에서 학습률이나 클리핑을 더 작게 해 보세요.</translation>
    </message>
    <message>
        <source>The gradient of run {run} became {value} at step {step}, so it was stopped; its recording is kept. Try a smaller learning rate or a shorter window in a new run.</source>
        <translation>실행 {run}번의 기울기가 스텝 {step}에서 {value} 값이 되어 멈추었습니다. 기록은 남아 있습니다. 새 실행에서 학습률을 더 작게, 창 길이를 더 짧게 해 보세요.</translation>
    </message>
    <message>
        <source>The memory of {device} was not enough for run {run} at step {step}. Choose a smaller batch, a shorter window or fewer units.</source>
        <translation>실행 {run}번의 스텝 {step}에서 메모리가 모자랐습니다: {device}. 배치 크기, 창 길이, 은닉 유닛 수를 줄이세요.</translation>
    </message>
    <message>
        <source>The device failed in run {run} at step {step}: {reason}. Go on from the last keyframe, or choose the CPU.</source>
        <translation>실행 {run}번의 스텝 {step}에서 장치에 오류가 났습니다: {reason}. 마지막 키프레임에서 이어 가거나 CPU를 선택하세요.</translation>
    </message>
    <message>
        <source>The training process said something that cannot be understood ({reason}). It has to be restarted.</source>
        <translation>학습 프로세스의 말을 이해할 수 없습니다({reason}). 다시 시작해야 합니다.</translation>
    </message>
    <message>
        <source>The training process is of another version (it speaks protocol {number}, this window {known}) and was ended. Install Gatescope anew, so that both are of one version.</source>
        <translation>학습 프로세스가 다른 버전이어서(프로토콜 {number}, 이 창은 {known}) 종료했습니다. 두 버전이 같아지도록 Gatescope를 다시 설치하세요.</translation>
    </message>
    <message>
        <source>Something went wrong inside Gatescope: {reason}. Your recording is kept.</source>
        <translation>Gatescope 내부에서 문제가 생겼습니다: {reason}. 기록은 남아 있습니다.</translation>
    </message>
    <message>
        <source>Choose one of: {choices}.</source>
        <translation>다음 중에서 선택하세요: {choices}.</translation>
    </message>
    <message>
        <source>Choose a value from {low} to {high}.</source>
        <translation>{low}~{high} 값을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose another value.</source>
        <translation>다른 값을 선택하세요.</translation>
    </message>
    <message>
        <source>Nothing is chosen for {setting}. {allowed}</source>
        <translation>{setting}: 선택한 것이 없습니다. {allowed}</translation>
    </message>
    <message>
        <source>the input columns</source>
        <translation>입력 열</translation>
    </message>
    <message>
        <source>the target columns</source>
        <translation>목표 열</translation>
    </message>
    <message>
        <source>the share of the validation part</source>
        <translation>검증 구간의 비율</translation>
    </message>
    <message>
        <source>the season</source>
        <translation>계절</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>은닉 유닛 수</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창 길이</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>클리핑</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>a CUDA device was found</source>
        <translation>CUDA 장치를 찾았습니다</translation>
    </message>
    <message>
        <source>no CUDA device found</source>
        <translation>CUDA 장치 없음</translation>
    </message>
    <message>
        <source>this torch build has no CUDA</source>
        <translation>이 torch에는 CUDA가 없음</translation>
    </message>
    <message>
        <source>a CUDA device is there, but computing on it failed</source>
        <translation>CUDA 장치가 있지만 계산에 실패했습니다</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>직접 선택함</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>칸</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>“{name}” is not {encoding}: line {line} cannot be read so. Choose another encoding: {path}</source>
        <translation>“{name}”의 인코딩은 {encoding}이(가) 아닙니다. {line}행을 그렇게 읽을 수 없습니다. 다른 인코딩을 고르세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” is a file of {format}, which is not read so. Export it as {instead}: {path}</source>
        <translation>“{name}”은(는) {format} 파일이며, 이 형식은 읽지 않습니다. {instead}(으)로 내보내 주세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” cannot be unpacked: {reason}. Get the file again: {path}</source>
        <translation>“{name}”의 압축을 풀 수 없습니다: {reason}. 파일을 다시 받으세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” unpacks to {bytes} bytes or more, and {limit} are allowed for such a file. Unpack it yourself if you trust it: {path}</source>
        <translation>“{name}”의 압축을 풀면 {bytes}바이트가 넘습니다. 이런 파일은 {limit}바이트까지 허용됩니다. 믿을 수 있는 파일이면 직접 압축을 푸세요: {path}</translation>
    </message>
    <message>
        <source>“{name}” has no sheet “{sheet}”. Choose among: {sheets}. The file is {path}</source>
        <translation>“{name}”에는 “{sheet}” 시트가 없습니다. 다음 중에서 고르세요: {sheets}. 파일: {path}</translation>
    </message>
    <message>
        <source>Every row lacks a value, first in the column “{column}”, so that none is left. Fill missing values instead of dropping rows.</source>
        <translation>모든 행에 빠진 값이 있어(처음은 “{column}” 열) 남는 행이 없습니다. 행을 버리는 대신 결측값을 채우세요.</translation>
    </message>
    <message>
        <source>Column {column} names {count} pictures; {limit} can be read.</source>
        <translation>열 {column}에 그림이 {count}장 적혀 있습니다. 읽을 수 있는 것은 {limit}장입니다.</translation>
    </message>
    <message>
        <source>{path} has runs that write a text from numbers or pictures, which this window cannot show yet. Nothing is lost: “gatescope export” takes what they have learnt out of it.</source>
        <translation>{path}에는 수나 그림에서 글을 쓰는 실행이 있는데, 이 창은 아직 보여 주지 못합니다. 잃은 것은 없습니다. “gatescope export”로 배운 것을 꺼낼 수 있습니다.</translation>
    </message>
    <message>
        <source>This window does not show networks for the task “{task}” yet; “gatescope train” learns it. Choose the next step, a tag at every step, or one answer per sequence.</source>
        <translation>이 창은 아직 “{task}” 과제의 신경망을 보여 주지 못합니다. “gatescope train”으로는 배울 수 있습니다. 다음 스텝, 스텝마다의 태그, 시퀀스마다 답 하나 가운데에서 고르세요.</translation>
    </message>
    <message>
        <source>A series cannot be split by single rows: each row&apos;s neighbours would tell the network the answer. Split it in time order.</source>
        <translation>시계열은 행 단위로 섞어 나눌 수 없습니다. 이웃한 행이 신경망에 답을 알려 주기 때문입니다. 시간 순서로 나누세요.</translation>
    </message>
    <message>
        <source>Splitting by whole sequences needs several of them, and there are {sequences}. Choose the column that tells sequences apart, or split in time order.</source>
        <translation>시퀀스 단위로 나누려면 시퀀스가 여러 개 있어야 하는데 {sequences}개뿐입니다. 시퀀스를 구분하는 열을 고르거나 시간 순서로 나누세요.</translation>
    </message>
    <message>
        <source>There are {sequences} sequences, and at least {needed} are needed. Choose another column to tell them apart.</source>
        <translation>시퀀스가 {sequences}개입니다. 적어도 {needed}개가 필요합니다. 시퀀스를 구분하는 열을 다시 고르세요.</translation>
    </message>
    <message>
        <source>The longest sequence has {longest} steps, and at least {needed} are needed. Choose another column to tell sequences apart.</source>
        <translation>가장 긴 시퀀스가 {longest}시점입니다. 적어도 {needed}시점이 필요합니다. 시퀀스를 구분하는 열을 다시 고르세요.</translation>
    </message>
    <message>
        <source>The column “{column}” has too few classes ({classes}); there is nothing to tell apart. Choose another target.</source>
        <translation>“{column}” 열에는 클래스가 너무 적어({classes}개) 구별할 것이 없습니다. 다른 목표를 고르세요.</translation>
    </message>
    <message>
        <source>The column “{column}” has {classes} different values, too many for classes (at most {limit}). Choose another target, or predict it as a number.</source>
        <translation>“{column}” 열에는 서로 다른 값이 {classes}개 있어 클래스로 쓰기에 너무 많습니다(최대 {limit}개). 다른 목표를 고르거나 수로 예측하세요.</translation>
    </message>
    <message>
        <source>The training part has no “{value}” in the column “{column}”, but the validation part has. Choose a stratified split or a larger training part.</source>
        <translation>“{column}” 열의 “{value}”이(가) 검증 부분에는 있지만 학습 부분에는 없습니다. 층화 분할을 고르거나 학습 부분을 늘리세요.</translation>
    </message>
    <message>
        <source>The column “{column}” changes within the sequence “{sequence}”. A label is the same in all rows of a sequence; choose a tag at every step instead.</source>
        <translation>“{column}” 열이 “{sequence}” 시퀀스 안에서 바뀝니다. 레이블은 한 시퀀스의 모든 행에서 같아야 합니다. 대신 시점마다 태그를 고르세요.</translation>
    </message>
    <message>
        <source>The training part has {rows} values, too few for an autoregression of order {order}. Choose at most {largest}, or let it be chosen.</source>
        <translation>학습 부분의 값이 {rows}개라 {order}차 자기회귀에는 너무 적습니다. {largest} 이하로 고르거나 자동으로 정하게 하세요.</translation>
    </message>
    <message>
        <source>A bidirectional network reads from the end too, where what it is to predict stands: it would see the answer. Predict a tag at every step or one answer per sequence, or let it read forwards only.</source>
        <translation>양방향 신경망은 끝에서부터도 읽는데, 그곳에 예측할 값이 있어 답을 미리 보게 됩니다. 시점마다 태그를, 또는 시퀀스마다 답 하나를 예측하거나 앞으로만 읽게 하세요.</translation>
    </message>
    <message>
        <source>A bidirectional network reads from the end of a window too, and its state there comes from what follows: it cannot be carried on. Begin every window from zero, or let it read forwards only.</source>
        <translation>양방향 신경망은 창의 끝에서부터도 읽으므로 그 상태는 뒤따르는 값에서 나옵니다. 그래서 이어 갈 수 없습니다. 창마다 0에서 시작하거나 앞으로만 읽게 하세요.</translation>
    </message>
    <message>
        <source>A state can be carried along one unbroken series only, and this data is several sequences or lacks targets. Begin every window from zero instead.</source>
        <translation>상태는 끊기지 않은 시계열 하나를 따라서만 이어 갈 수 있는데, 이 데이터는 여러 시퀀스이거나 목표가 비어 있습니다. 대신 창마다 0에서 시작하세요.</translation>
    </message>
    <message>
        <source>“{net}” cannot do that. {ability}</source>
        <translation>“{net}”에서는 할 수 없습니다. {ability}</translation>
    </message>
    <message>
        <source>“{net}” is not made for the task “{task}”: rows by themselves are for feed-forward networks, and these for nothing else. Choose another cell, or another task.</source>
        <translation>“{net}”은(는) “{task}” 과제용이 아닙니다. 순서 없는 행은 피드포워드 신경망의 몫이고, 피드포워드 신경망은 그것만 배웁니다. 다른 셀이나 다른 과제를 고르세요.</translation>
    </message>
    <message>
        <source>{heads} heads cannot share a width of {width} evenly. Choose a width that is a multiple of the heads.</source>
        <translation>헤드 {heads}개가 너비 {width}을(를) 똑같이 나눌 수 없습니다. 헤드 수의 배수인 너비를 고르세요.</translation>
    </message>
    <message>
        <source>This sequence has {steps} steps, and this network sees {context} at once. Look at a shorter one, or train with a longer window.</source>
        <translation>이 시퀀스는 {steps}단계인데 이 신경망은 한 번에 {context}단계를 봅니다. 더 짧은 것을 보거나 더 긴 윈도로 학습하세요.</translation>
    </message>
    <message>
        <source>The regulariser of the gradient&apos;s norm is defined for simple networks, and “{cell}” is gated. Set its weight to 0, or choose a simple cell: {cells}.</source>
        <translation>기울기 노름의 정칙화는 단순 신경망에만 정의되어 있는데 “{cell}”에는 게이트가 있습니다. 가중치를 0으로 하거나 단순한 셀을 고르세요: {cells}.</translation>
    </message>
    <message>
        <source>Korean morphemes need the package {package}, which is not installed: pip install {package}</source>
        <translation>한국어 형태소에는 {package} 패키지가 필요한데 설치되어 있지 않습니다: pip install {package}</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>by index</source>
        <translation>번호순</translation>
    </message>
    <message>
        <source>by activity</source>
        <translation>활동순</translation>
    </message>
    <message>
        <source>by similarity</source>
        <translation>유사도순</translation>
    </message>
</context>
<context>
    <name>PairsView</name>
    <message>
        <source>Answers to validation pairs</source>
        <translation>검증 쌍에 대한 답</translation>
    </message>
    <message>
        <source>What the network writes by itself, and what it should. Arrow keys choose the probe.</source>
        <translation>네트워크가 스스로 쓴 것과 써야 할 것입니다. 화살표 키로 관찰 구간을 고릅니다.</translation>
    </message>
    <message>
        <source>Answers to pairs that it does not learn from appear here.</source>
        <translation>학습에 쓰지 않는 쌍에 대한 답이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Press Play, or open a session.</source>
        <translation>재생을 누르거나 세션을 여세요.</translation>
    </message>
    <message>
        <source>Wrong first</source>
        <translation>틀린 것 먼저</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>순서대로</translation>
    </message>
    <message>
        <source>{right} of {all} right</source>
        <translation>{all}개 중 {right}개 맞음</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>원문</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>{n} wrong</source>
        <translation>{n}개 틀림</translation>
    </message>
    <message>
        <source>answer: {text}</source>
        <translation>답: {text}</translation>
    </message>
    <message>
        <source>truth: {text}</source>
        <translation>정답: {text}</translation>
    </message>
</context>
<context>
    <name>Pipeline</name>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>prepared</source>
        <translation>전처리</translation>
    </message>
    <message>
        <source>one form for what looks the same (NFC): here there is nothing to change</source>
        <translation>같아 보이는 것은 같은 꼴로 (NFC): 여기서는 바꿀 것이 없습니다</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>ids</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>{b} sentences, {t} tokens in the longest</source>
        <translation>문장 {b}개, 가장 긴 것은 토큰 {t}개</translation>
    </message>
    <message>
        <source>padding, {share}: never counts in the loss</source>
        <translation>패딩 {share}: 손실에 들어가지 않음</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>벡터</translation>
    </message>
    <message>
        <source>one-hot {shape}: {n} wide, one is 1</source>
        <translation>원-핫 {shape}: 폭 {n}, 하나만 1</translation>
    </message>
    <message>
        <source>embedding {shape}: {n} numbers each, learnt</source>
        <translation>임베딩 {shape}: 수 {n}개씩, 학습됨</translation>
    </message>
    <message>
        <source>Dense vectors appear here with the first run whose form has an embedding, and move as it learns.</source>
        <translation>임베딩이 있는 첫 실행을 만들면 밀집 벡터가 여기에 나타나 학습과 함께 움직입니다.</translation>
    </message>
    <message>
        <source>This network reads the one-hot vectors themselves. With an embedding (More settings… → Embedding) a new run learns dense ones, and they appear here.</source>
        <translation>이 신경망은 원-핫 벡터를 그대로 읽습니다. 임베딩을 쓰는 (설정 더 보기… → 임베딩) 새 실행은 밀집 벡터를 학습하며, 그 벡터가 여기에 나타납니다.</translation>
    </message>
</context>
<context>
    <name>PipelineDialog</name>
    <message>
        <source>From text to vectors</source>
        <translation>텍스트에서 벡터까지</translation>
    </message>
</context>
<context>
    <name>PipelineView</name>
    <message>
        <source>From text to vectors</source>
        <translation>텍스트에서 벡터까지</translation>
    </message>
    <message>
        <source>Sentences, tokens, ids, the padded batch, vectors. Arrow keys move the marked token.</source>
        <translation>문장, 토큰, 번호, 패딩한 배치, 벡터. 화살표 키로 표시된 토큰을 옮깁니다.</translation>
    </message>
    <message>
        <source>The first sentences of your text appear here on their way into the network.</source>
        <translation>텍스트의 첫 문장들이 신경망에 들어가는 과정이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Open a text, or a table with a column of texts, and make a run.</source>
        <translation>텍스트나 텍스트 열이 있는 표를 열고 실행을 만드세요.</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>Not read: {found} fields where {expected} are expected</source>
        <translation>읽지 않음: 칸이 {expected}개여야 하는데 {found}개입니다</translation>
    </message>
    <message>
        <source>“{text}” is no number: it counts as missing (line {line}, column {column})</source>
        <translation>“{text}”은(는) 숫자가 아니어서 결측값으로 봅니다 ({line}행, {column} 열)</translation>
    </message>
    <message>
        <source>Missing: “{text}” was written (line {line})</source>
        <translation>결측값: “{text}”라고 적혀 있음 ({line}행)</translation>
    </message>
    <message>
        <source>Missing (line {line})</source>
        <translation>결측값 ({line}행)</translation>
    </message>
    <message>
        <source>{text}
read as {moment}</source>
        <translation>{text}
{moment}(으)로 읽었습니다</translation>
    </message>
    <message>
        <source>“{text}” is no picture that can be read: it counts as missing (line {line}, column {column})</source>
        <translation>“{text}”은(는) 읽을 수 있는 그림이 아니어서 결측값으로 봅니다 ({line}행, {column} 열)</translation>
    </message>
    <message>
        <source>Line of the file</source>
        <translation>파일의 줄 번호</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>First records</source>
        <translation>첫 레코드</translation>
    </message>
    <message>
        <source>Enter offers the roles of the column at the cursor</source>
        <translation>Enter를 누르면 커서가 있는 열의 쓰임을 고릅니다</translation>
    </message>
    <message>
        <source>left out · {keep}</source>
        <translation>제외함 · {keep}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외함</translation>
    </message>
</context>
<context>
    <name>ProbeBar</name>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>관찰 구간</translation>
    </message>
    <message>
        <source>Where the probe begins</source>
        <translation>관찰 구간이 시작되는 곳</translation>
    </message>
    <message>
        <source>Where the probe begins in this part of the data</source>
        <translation>이 데이터 구간에서 관찰 구간이 시작되는 곳</translation>
    </message>
    <message>
        <source>Type the text to watch the network on</source>
        <translation>신경망을 관찰할 글을 입력하세요</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>→ reads forwards, ← from the end</source>
        <translation>→ 앞으로 읽기, ← 끝에서부터 읽기</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>시퀀스</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>your text</source>
        <translation>입력한 글</translation>
    </message>
    <message>
        <source>from {first}</source>
        <translation>{first}부터</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Open the column of runs and findings</source>
        <translation>실행과 진단이 있는 칸 열기</translation>
    </message>
    <message>
        <source>Findings: {n}</source>
        <translation>진단 {n}개</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>읽는 중: {name}…</translation>
    </message>
</context>
<context>
    <name>ReadingPanel</name>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Read as records with columns</source>
        <translation>열이 있는 레코드로 읽습니다</translation>
    </message>
    <message>
        <source>Read as one running text: a network learns what comes next in it</source>
        <translation>이어지는 텍스트 하나로 읽습니다. 신경망은 다음에 올 것을 배웁니다</translation>
    </message>
    <message>
        <source>Find everything out again</source>
        <translation>모두 다시 찾기</translation>
    </message>
    <message>
        <source>Takes back every choice on this screen</source>
        <translation>이 화면에서 고른 것을 모두 되돌립니다</translation>
    </message>
    <message>
        <source>This guess is worth a look.</source>
        <translation>확인해 볼 만한 추측입니다.</translation>
    </message>
    <message>
        <source>You chose this. Back to what is found out</source>
        <translation>직접 고른 값입니다. 찾은 값으로 되돌리기</translation>
    </message>
    <message>
        <source>{value} · found</source>
        <translation>{value} · 찾음</translation>
    </message>
    <message>
        <source>such as 9999</source>
        <translation>예: 9999</translation>
    </message>
    <message>
        <source>find out</source>
        <translation>찾기</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>RECENT</source>
        <translation>최근</translation>
    </message>
    <message>
        <source>All sessions ({n})…</source>
        <translation>모든 세션({n})…</translation>
    </message>
    <message>
        <source>Every session that was kept: open, rename or delete one</source>
        <translation>보관된 모든 세션: 열기, 이름 바꾸기, 삭제</translation>
    </message>
    <message>
        <source>Open {path}</source>
        <translation>{path} 열기</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Recent</source>
        <translation>최근</translation>
    </message>
</context>
<context>
    <name>Repeating</name>
    <message>
        <source>{run} is trained with {n} seeds, one after another.</source>
        <translation>{run}: 시드 {n}개로 하나씩 차례로 학습합니다.</translation>
    </message>
    <message>
        <source>No further seed begins.</source>
        <translation>더는 다른 시드를 시작하지 않습니다.</translation>
    </message>
    <message>
        <source>Repeat with other seeds</source>
        <translation>다른 시드로 반복</translation>
    </message>
    <message>
        <source>{n} seeds in all</source>
        <translation>모두 {n}개의 시드</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Import settings…</source>
        <translation>가져오기 설정…</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>저장됨: {path}</translation>
    </message>
    <message>
        <source>Go on from the last keyframe</source>
        <translation>마지막 키프레임에서 이어 가기</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>The training process could not be started. See the details, then start it again.</source>
        <translation>학습 프로세스를 시작할 수 없습니다. 자세한 내용을 보고 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The training process was ended by signal {code}</source>
        <translation>학습 프로세스가 시그널 {code}번으로 종료되었습니다</translation>
    </message>
    <message>
        <source>The training process ended by itself (exit status {code})</source>
        <translation>학습 프로세스가 스스로 종료되었습니다(종료 코드 {code})</translation>
    </message>
    <message>
        <source>{how}. Nothing was lost.</source>
        <translation>{how}. 잃은 것은 없습니다.</translation>
    </message>
    <message>
        <source>{how} at step {step}. What it recorded is saved.</source>
        <translation>{how}. 스텝 {step}까지의 기록은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>Colours now reach: {bounds}</source>
        <translation>색의 범위가 넓어졌습니다: {bounds}</translation>
    </message>
</context>
<context>
    <name>RowsBar</name>
    <message>
        <source>Order of the units</source>
        <translation>유닛의 순서</translation>
    </message>
    <message>
        <source>In which order the units stand in the maps</source>
        <translation>지도에서 유닛이 서는 순서</translation>
    </message>
    <message>
        <source>order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>간단히</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>모든 행</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>셀</translation>
    </message>
    <message>
        <source>What goes in, the hidden state and what comes out; the other rows folded</source>
        <translation>들어가는 것, 은닉 상태, 나오는 것. 나머지 행은 접힙니다</translation>
    </message>
    <message>
        <source>Every row that is not hidden</source>
        <translation>숨기지 않은 모든 행</translation>
    </message>
    <message>
        <source>The cell of one unit, opened: one step of it with its numbers, above the rows as strips</source>
        <translation>한 유닛의 셀을 열어 봅니다. 한 스텝과 그 수가 띠가 된 행들 위에 섭니다</translation>
    </message>
    <message>
        <source>Gives the other rows their room back (Esc)</source>
        <translation>다른 행들에 자리를 돌려줍니다 (Esc)</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>RUNS</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Each run you train appears here.</source>
        <translation>학습하는 실행이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>side by side…</source>
        <translation>나란히…</translation>
    </message>
    <message>
        <source>How well each run does, and the settings in which they differ</source>
        <translation>실행마다 얼마나 잘하는지, 설정이 어디서 다른지</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>예측력</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>skill: 1 − validation loss ÷ naive loss</source>
        <translation>예측력: 1 − 검증 손실 ÷ 단순 기준선 손실</translation>
    </message>
    <message>
        <source>A click sorts by this, a second one the other way round, a third as the runs were made</source>
        <translation>클릭하면 이것으로 정렬하고, 다시 클릭하면 거꾸로, 세 번째에는 만든 순서로 돌아갑니다</translation>
    </message>
    <message>
        <source>In the plots or not</source>
        <translation>그림에 보이는지</translation>
    </message>
    <message>
        <source>{mark} Baselines {n}</source>
        <translation>{mark} 기준선 {n}</translation>
    </message>
    <message>
        <source>best: {name}, {skill}</source>
        <translation>최고: {name}, {skill}</translation>
    </message>
    <message>
        <source>What needs no network: a run is worth what it does better than these</source>
        <translation>신경망 없이 되는 것: 실행의 가치는 이보다 나은 만큼입니다</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>숨김</translation>
    </message>
    <message>
        <source>Show in the plots</source>
        <translation>그림에 보이기</translation>
    </message>
    <message>
        <source>Hide from the plots</source>
        <translation>그림에서 숨기기</translation>
    </message>
    <message>
        <source>validation loss: {loss}</source>
        <translation>검증 손실: {loss}</translation>
    </message>
    <message>
        <source>New run like this one, with …</source>
        <translation>이 실행처럼 새 실행, 바꿀 것은 …</translation>
    </message>
    <message>
        <source>Runs side by side…</source>
        <translation>실행 나란히 보기…</translation>
    </message>
    <message>
        <source>{n} parameters</source>
        <translation>매개변수 {n}개</translation>
    </message>
    <message>
        <source>seed {n}</source>
        <translation>시드 {n}</translation>
    </message>
    <message>
        <source>not comparable by loss</source>
        <translation>손실로는 비교할 수 없음</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>비교할 수 없음</translation>
    </message>
    <message>
        <source>Share of answers that are right as a whole, written freely</source>
        <translation>스스로 쓴 답이 처음부터 끝까지 맞은 비율</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>정답률</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Share of targets met</source>
        <translation>맞힌 목표의 비율</translation>
    </message>
    <message>
        <source>Root of the mean squared error over the validation part, in the data&apos;s units: {unit}</source>
        <translation>검증 구간 평균 제곱 오차의 제곱근, 데이터의 단위로: {unit}</translation>
    </message>
    <message>
        <source>RMSE
{unit}</source>
        <translation>RMSE
{unit}</translation>
    </message>
    <message>
        <source>{column}: RMSE {rmse}, MAE {mae}</source>
        <translation>{column}: RMSE {rmse}, MAE {mae}</translation>
    </message>
    <message>
        <source>branch at {step}</source>
        <translation>{step}에서 갈라짐</translation>
    </message>
    <message>
        <source>no order</source>
        <translation>순서 없음</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>검증 손실</translation>
    </message>
    <message>
        <source>The newest validation loss</source>
        <translation>가장 최근의 검증 손실</translation>
    </message>
    <message>
        <source>Mean of the errors&apos; sizes over the validation part, in the data&apos;s units</source>
        <translation>검증 부분에 대한 오차 크기의 평균 (데이터의 단위)</translation>
    </message>
    <message>
        <source>Best
step</source>
        <translation>최적
스텝</translation>
    </message>
    <message>
        <source>The step of the lowest validation loss, whose weights are kept</source>
        <translation>검증 손실이 가장 낮은 스텝. 그 가중치는 보관됩니다</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>How long it has trained</source>
        <translation>학습한 시간</translation>
    </message>
</context>
<context>
    <name>RunMarking</name>
    <message>
        <source>{run} is deleted · take it back</source>
        <translation>{run} 삭제됨 · 되돌리기</translation>
    </message>
    <message>
        <source>Show in the plots</source>
        <translation>그림에 보이기</translation>
    </message>
    <message>
        <source>Hide from the plots</source>
        <translation>그림에서 숨기기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>메모…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Note on this run</source>
        <translation>이 실행에 대한 메모</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Runs side by side</source>
        <translation>나란히 본 실행</translation>
    </message>
    <message>
        <source>Runs and the settings in which they differ</source>
        <translation>실행과 서로 다른 설정</translation>
    </message>
    <message>
        <source>Look at this run</source>
        <translation>이 실행 보기</translation>
    </message>
    <message>
        <source>New run like this one, with …</source>
        <translation>이 실행처럼 새 실행, 바꿀 것은 …</translation>
    </message>
    <message>
        <source>Puts this run&apos;s settings into the form, so that one of them can be changed</source>
        <translation>이 실행의 설정을 양식에 넣어, 그중 하나를 바꿀 수 있게 합니다</translation>
    </message>
    <message>
        <source>The runs have the same settings.</source>
        <translation>실행들의 설정이 같습니다.</translation>
    </message>
    <message>
        <source>With a second run, what differs between them stands here.</source>
        <translation>실행이 둘 이상이면 서로 다른 점이 여기에 나옵니다.</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>검증 손실</translation>
    </message>
    <message>
        <source>skill</source>
        <translation>예측력</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>steps trained</source>
        <translation>학습한 스텝</translation>
    </message>
    <message>
        <source>time of training</source>
        <translation>학습 시간</translation>
    </message>
    <message>
        <source>time of a step</source>
        <translation>한 스텝의 시간</translation>
    </message>
    <message>
        <source>steps back in time, T</source>
        <translation>거슬러 가는 시점 수, T</translation>
    </message>
    <message>
        <source>memory of activations</source>
        <translation>활성값 메모리</translation>
    </message>
    <message>
        <source>RMSE, {column}</source>
        <translation>RMSE, {column}</translation>
    </message>
    <message>
        <source>MAE, {column}</source>
        <translation>MAE, {column}</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>{value} at {step}</source>
        <translation>{step}에서 {value}</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>외 {n}개</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Airline passengers</source>
        <translation>항공 승객</translation>
    </message>
    <message>
        <source>You will see a network learn what is left of a series once its trend and its season are taken out.</source>
        <translation>추세와 계절을 덜어 내고 남은 것을 신경망이 배우는 모습을 보게 됩니다.</translation>
    </message>
    <message>
        <source>Look at the forecast: last year&apos;s season is put back into it, so it has its summers from the start. What the network learns is how far this year lies above the last.</source>
        <translation>예측을 보세요. 지난해의 계절을 되돌려 넣으므로 처음부터 여름이 나타납니다. 신경망이 배우는 것은 올해가 지난해보다 얼마나 위에 있는지입니다.</translation>
    </message>
    <message>
        <source>Sunspots, 1700 to 1979</source>
        <translation>태양 흑점, 1700–1979</translation>
    </message>
    <message>
        <source>You will see hidden units fall into step with a cycle of about eleven years that nobody told them of.</source>
        <translation>아무도 알려 주지 않은 약 11년 주기에 은닉 유닛들이 발을 맞추는 모습을 보게 됩니다.</translation>
    </message>
    <message>
        <source>Look at the hidden state: its stripes keep the rhythm of the sunspots, some early, some late. Together they tell the network whether the cycle is rising or falling.</source>
        <translation>은닉 상태를 보세요. 줄무늬가 흑점의 주기를 따르는데, 어떤 것은 빠르고 어떤 것은 늦습니다. 이들이 함께 주기가 오르는 중인지 내리는 중인지를 신경망에 알려 줍니다.</translation>
    </message>
    <message>
        <source>A wave that stumbles</source>
        <translation>비틀거리는 파동</translation>
    </message>
    <message>
        <source>You will see a network keep time with a noisy wave, lose it when the wave jumps, and find it again.</source>
        <translation>신경망이 잡음 섞인 파동에 박자를 맞추다가, 파동이 건너뛰면 놓치고, 다시 찾는 모습을 보게 됩니다.</translation>
    </message>
    <message>
        <source>Look at the hidden state in the middle of the probe: its stripes break where the wave jumps by half a period, and need part of a period to be regular again.</source>
        <translation>관찰 구간 가운데의 은닉 상태를 보세요. 파동이 반 주기를 건너뛰는 곳에서 줄무늬가 끊어지고, 다시 고르게 되기까지 얼마쯤 걸립니다.</translation>
    </message>
    <message>
        <source>Remember the first letter</source>
        <translation>첫 글자 기억하기</translation>
    </message>
    <message>
        <source>You will see an LSTM carry one letter across thirty dots, where a plain RNN can only guess.</source>
        <translation>LSTM이 글자 하나를 점 서른 개 너머로 나르는 모습을 보게 됩니다. 기본 RNN은 찍을 수밖에 없습니다.</translation>
    </message>
    <message>
        <source>Look at what follows a question mark: four letters are equally likely until the cell state has learnt to hold the first one. Then train the plain RNN beside it.</source>
        <translation>물음표 다음을 보세요. 셀 상태가 첫 글자를 붙들 줄 알게 될 때까지 네 글자의 확률이 같습니다. 그다음 기본 RNN을 나란히 학습해 보세요.</translation>
    </message>
    <message>
        <source>The adding problem</source>
        <translation>덧셈 문제</translation>
    </message>
    <message>
        <source>You will see an LSTM pick two marked numbers out of forty and add them, which a plain RNN never learns.</source>
        <translation>LSTM이 마흔 개 가운데 표시된 두 수를 골라 더하는 모습을 보게 됩니다. 기본 RNN은 끝내 배우지 못합니다.</translation>
    </message>
    <message>
        <source>Look at the forecast: every fortieth row asks for the sum of the two marked values. The line stays flat, and then the peaks rise to the truth.</source>
        <translation>예측을 보세요. 마흔 번째 행마다 표시된 두 값의 합을 묻습니다. 선이 평평하게 머물다가 봉우리들이 실제 값까지 올라갑니다.</translation>
    </message>
    <message>
        <source>Balanced brackets</source>
        <translation>짝이 맞는 괄호</translation>
    </message>
    <message>
        <source>You will see a unit that counts: it rises with every opening bracket and falls with every closing one.</source>
        <translation>수를 세는 유닛을 보게 됩니다. 여는 괄호마다 올라가고 닫는 괄호마다 내려갑니다.</translation>
    </message>
    <message>
        <source>Look at the cell state: some row brightens and fades with the depth of the brackets. Click it and read its line against the text.</source>
        <translation>셀 상태를 보세요. 어떤 행이 괄호의 깊이에 따라 밝아지고 흐려집니다. 그 행을 클릭하고 선을 텍스트와 견주어 보세요.</translation>
    </message>
    <message>
        <source>An English story</source>
        <translation>영어 이야기</translation>
    </message>
    <message>
        <source>You will see a network discover letters, then words, then the refrain of a story it keeps reading.</source>
        <translation>신경망이 글자를, 그다음 낱말을, 그다음 되풀이해 읽는 이야기의 후렴을 알아내는 모습을 보게 됩니다.</translation>
    </message>
    <message>
        <source>Look at the next symbols: inside a word the network soon becomes certain, and at the first letter of a new word it hesitates.</source>
        <translation>다음 문자를 보세요. 낱말 안에서는 신경망이 곧 확신하게 되고, 새 낱말의 첫 글자에서는 망설입니다.</translation>
    </message>
    <message>
        <source>A Korean story</source>
        <translation>한국어 이야기</translation>
    </message>
    <message>
        <source>You will see a network learn Korean syllables and then start to learn the story by heart.</source>
        <translation>신경망이 한글 음절을 배우고, 이어서 이야기를 외우기 시작하는 모습을 보게 됩니다.</translation>
    </message>
    <message>
        <source>Look at the loss: the training curve keeps falling while the validation curve turns up. From there on the network memorises instead of learning.</source>
        <translation>손실을 보세요. 학습 곡선은 계속 내려가는데 검증 곡선은 위로 돌아섭니다. 거기서부터 신경망은 배우지 않고 외웁니다.</translation>
    </message>
</context>
<context>
    <name>SaturationView</name>
    <message>
        <source>Saturation of gates and units</source>
        <translation>게이트와 유닛의 포화</translation>
    </message>
    <message>
        <source>Each unit&apos;s share of time at which its gates stand shut or open.</source>
        <translation>유닛마다 게이트가 닫히거나 열린 채로 있는 시간의 비율입니다.</translation>
    </message>
    <message>
        <source>How often each gate stands shut or open appears here.</source>
        <translation>각 게이트가 얼마나 자주 닫히거나 열려 있는지 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Press Play, or open a session.</source>
        <translation>재생을 누르거나 세션을 여세요.</translation>
    </message>
    <message>
        <source>layer {layer}, unit {unit}</source>
        <translation>{layer}층 {unit}번 유닛</translation>
    </message>
    <message>
        <source>one point per unit, over the probe</source>
        <translation>점 하나가 유닛 하나, 관찰 구간 전체</translation>
    </message>
    <message>
        <source>layer {layer}</source>
        <translation>{layer}층</translation>
    </message>
    <message>
        <source>↑ open</source>
        <translation>↑ 열림</translation>
    </message>
    <message>
        <source>shut →</source>
        <translation>닫힘 →</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>most {share}</source>
        <translation>최대 {share}</translation>
    </message>
    <message>
        <source>stuck at ±1: {count} of {units} units</source>
        <translation>±1에 붙은 유닛: {units}개 중 {count}개</translation>
    </message>
    <message>
        <source>always 0: {count} of {units} ReLU units</source>
        <translation>항상 0인 ReLU 유닛: {units}개 중 {count}개</translation>
    </message>
</context>
<context>
    <name>ScheduleView</name>
    <message>
        <source>The learning rate, step by step</source>
        <translation>스텝별 학습률</translation>
    </message>
    <message>
        <source>The learning rate from the first step to the last, before the run begins.</source>
        <translation>실행하기 전에 보는, 첫 스텝부터 마지막까지의 학습률입니다.</translation>
    </message>
    <message>
        <source>Where it falls, only the validations will tell: it is drawn as if it never had to.</source>
        <translation>어디서 줄지는 검증이 정합니다. 여기서는 줄지 않는다고 보고 그렸습니다.</translation>
    </message>
    <message>
        <source>× {factor} on a plateau</source>
        <translation>정체되면 × {factor}</translation>
    </message>
</context>
<context>
    <name>Seeds</name>
    <message>
        <source>{name} × {n} seeds</source>
        <translation>{name} × 시드 {n}개</translation>
    </message>
    <message>
        <source>{name}: {figure}</source>
        <translation>{name}: {figure}</translation>
    </message>
    <message>
        <source>{n} of {all} count</source>
        <translation>{all}개 중 {n}개로 계산</translation>
    </message>
    <message>
        <source>The same run with other seeds: mean ± standard deviation of those that are done.</source>
        <translation>같은 실행을 다른 시드로 반복한 것: 끝난 실행들의 평균 ± 표준편차.</translation>
    </message>
    <message>
        <source>At step {step}.</source>
        <translation>스텝 {step}에서.</translation>
    </message>
    <message>
        <source>At steps {step} to {last}.</source>
        <translation>스텝 {step}~{last}에서.</translation>
    </message>
    <message>
        <source>skill</source>
        <translation>예측력</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>검증 손실</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>{what}: {figure}, from {low} to {high}</source>
        <translation>{what}: {figure}, {low}부터 {high}까지</translation>
    </message>
    <message>
        <source>Not counted, for they failed: {n}.</source>
        <translation>실패해서 계산에서 뺀 것: {n}개.</translation>
    </message>
    <message>
        <source>Not counted, for they are hidden: {n}.</source>
        <translation>숨겨서 계산에서 뺀 것: {n}개.</translation>
    </message>
    <message>
        <source>Not counted, for they are not done yet: {n}.</source>
        <translation>아직 끝나지 않아 계산에서 뺀 것: {n}개.</translation>
    </message>
</context>
<context>
    <name>SequenceField</name>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>one that is not listed</source>
        <translation>목록에 없는 항목</translation>
    </message>
    <message>
        <source>Sequence: {name}</source>
        <translation>시퀀스: {name}</translation>
    </message>
    <message>
        <source>{n} of {total}. Arrow keys go to the next one; type to search</source>
        <translation>{total}개 중 {n}번째. 화살표 키로 옮기고, 글자를 쳐서 찾습니다</translation>
    </message>
</context>
<context>
    <name>SequenceList</name>
    <message>
        <source>Search names and labels</source>
        <translation>이름과 레이블 찾기</translation>
    </message>
</context>
<context>
    <name>SessionRow</name>
    <message>
        <source>Open, rename or delete {name}</source>
        <translation>{name} 열기, 이름 바꾸기, 삭제</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Name of the session</source>
        <translation>세션 이름</translation>
    </message>
    <message>
        <source>{name} is deleted</source>
        <translation>{name} 삭제됨</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>It is open: open something else first</source>
        <translation>열려 있습니다. 먼저 다른 것을 여세요</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>Name this session</source>
        <translation>이 세션에 이름 붙이기</translation>
    </message>
    <message>
        <source>What it is called in the lists; its file stays where it is</source>
        <translation>목록에 보이는 이름입니다. 파일은 그대로 있습니다</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>계속 보관</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Of those without a name that you saved nowhere, {n} are kept, {size} together.</source>
        <translation>이름을 붙이거나 저장하지 않은 세션은 {n}개까지, 모두 합쳐 {size}까지 보관합니다.</translation>
    </message>
    <message>
        <source>Of those without a name that you saved nowhere, {n} are kept.</source>
        <translation>이름을 붙이거나 저장하지 않은 세션은 {n}개까지 보관합니다.</translation>
    </message>
    <message>
        <source>Of those without a name that you saved nowhere, {size} are kept.</source>
        <translation>이름을 붙이거나 저장하지 않은 세션은 모두 합쳐 {size}까지 보관합니다.</translation>
    </message>
    <message>
        <source>no runs</source>
        <translation>실행 없음</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>실행 1개</translation>
    </message>
    <message>
        <source>{n} runs</source>
        <translation>실행 {n}개</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>지금 열려 있음</translation>
    </message>
    <message>
        <source>was not closed</source>
        <translation>닫히지 않음</translation>
    </message>
    <message>
        <source>Open {path}</source>
        <translation>{path} 열기</translation>
    </message>
    <message>
        <source>{n} steps</source>
        <translation>{n}스텝</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>어제 {time}</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>오늘 {time}</translation>
    </message>
    <message>
        <source>There are {count} sessions that you did not save, and {most} are kept: when you quit, the oldest {n} are deleted for good ({names}).</source>
        <translation>저장하지 않은 세션이 {count}개인데 {most}개까지 보관합니다. 종료하면 가장 오래된 {n}개가 완전히 삭제됩니다({names}).</translation>
    </message>
    <message>
        <source>Sessions that you did not save take {taken}, and {size} are kept: when you quit, the oldest {n} are deleted for good ({names}).</source>
        <translation>저장하지 않은 세션이 {taken}을(를) 차지하는데 {size}까지 보관합니다. 종료하면 가장 오래된 {n}개가 완전히 삭제됩니다({names}).</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Data · read as</source>
        <translation>데이터 · 읽는 방식</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>Data · inputs</source>
        <translation>데이터 · 입력</translation>
    </message>
    <message>
        <source>Data · targets</source>
        <translation>데이터 · 목표</translation>
    </message>
    <message>
        <source>Data · validation share</source>
        <translation>데이터 · 검증 비율</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>The share of the data that is kept from learning, to see what the network makes of what it does not know. More judges better and leaves less to learn from.</source>
        <translation>배우지 않고 남겨 두는 데이터의 비율로, 모르는 것을 신경망이 어떻게 다루는지 봅니다. 크면 더 잘 판단하지만 배울 것이 줄어듭니다.</translation>
    </message>
    <message>
        <source>Data · transform</source>
        <translation>데이터 · 변환</translation>
    </message>
    <message>
        <source>Data · season</source>
        <translation>데이터 · 계절</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>계절 길이</translation>
    </message>
    <message>
        <source>How many steps a season has, 12 for months in a year; 0: found in the training part. Seasonal differences take it out before learning, and “same as last season” repeats it.</source>
        <translation>한 계절이 몇 시점인지 정합니다. 월별 자료의 1년이면 12, 0이면 학습 구간에서 찾습니다. 계절 차분은 학습 전에 계절을 덜어 내고, “계절 반복”은 그것을 반복합니다.</translation>
    </message>
    <message>
        <source>found</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Data · task</source>
        <translation>데이터 · 과제</translation>
    </message>
    <message>
        <source>Data · steps ahead</source>
        <translation>데이터 · 앞 시점 수</translation>
    </message>
    <message>
        <source>Data · targets are classes</source>
        <translation>데이터 · 목표가 클래스</translation>
    </message>
    <message>
        <source>Data · categories</source>
        <translation>데이터 · 범주</translation>
    </message>
    <message>
        <source>Data · time</source>
        <translation>데이터 · 시간</translation>
    </message>
    <message>
        <source>Data · sequences by</source>
        <translation>데이터 · 시퀀스 구분</translation>
    </message>
    <message>
        <source>Data · sequences also by</source>
        <translation>데이터 · 시퀀스 구분 열(추가)</translation>
    </message>
    <message>
        <source>Data · text</source>
        <translation>데이터 · 텍스트</translation>
    </message>
    <message>
        <source>Data · second text</source>
        <translation>데이터 · 두 번째 텍스트</translation>
    </message>
    <message>
        <source>Data · picture</source>
        <translation>데이터 · 그림</translation>
    </message>
    <message>
        <source>Data · scaling</source>
        <translation>데이터 · 스케일</translation>
    </message>
    <message>
        <source>Data · missing values</source>
        <translation>데이터 · 결측값</translation>
    </message>
    <message>
        <source>Data · columns with settings of their own</source>
        <translation>데이터 · 따로 설정한 열</translation>
    </message>
    <message>
        <source>Data · token</source>
        <translation>데이터 · 토큰</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Into what the text is cut before each piece gets its number. Takes effect with the next run.</source>
        <translation>텍스트를 무엇으로 나누어 번호를 매길지 정합니다. 다음 실행부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Data · largest vocabulary</source>
        <translation>데이터 · 최대 어휘</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>어휘 크기</translation>
    </message>
    <message>
        <source>How many tokens are known at most, the most frequent ones. What is not known is &lt;unk&gt;.</source>
        <translation>가장 자주 나오는 토큰을 몇 개까지 알지 정합니다. 모르는 토큰은 &lt;unk&gt;입니다.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>Data · least frequency of a token</source>
        <translation>데이터 · 토큰의 최소 빈도</translation>
    </message>
    <message>
        <source>Least count</source>
        <translation>최소 횟수</translation>
    </message>
    <message>
        <source>How often the training part must have a token for it to be known</source>
        <translation>학습 부분에 이만큼 나와야 아는 토큰이 됩니다</translation>
    </message>
    <message>
        <source>Data · token of the second text</source>
        <translation>데이터 · 두 번째 글의 토큰</translation>
    </message>
    <message>
        <source>Answer&apos;s tokens</source>
        <translation>답의 토큰</translation>
    </message>
    <message>
        <source>Into what the text that is to be written is cut. The network writes one of these pieces at a step. Takes effect with the next run.</source>
        <translation>써야 할 글을 어떤 조각으로 자를지 정합니다. 네트워크는 스텝마다 이 조각 하나를 씁니다. 다음 실행부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Data · largest vocabulary of the second text</source>
        <translation>데이터 · 두 번째 글의 최대 어휘</translation>
    </message>
    <message>
        <source>Data · least frequency of a token of the second text</source>
        <translation>데이터 · 두 번째 글의 토큰 최소 빈도</translation>
    </message>
    <message>
        <source>Data · longest second text</source>
        <translation>데이터 · 두 번째 글의 최대 길이</translation>
    </message>
    <message>
        <source>Data · validation part</source>
        <translation>데이터 · 검증 부분</translation>
    </message>
    <message>
        <source>Data · order destroyed</source>
        <translation>데이터 · 순서 없앰</translation>
    </message>
    <message>
        <source>Data · order of AR</source>
        <translation>데이터 · AR 차수</translation>
    </message>
    <message>
        <source>AR order p</source>
        <translation>AR 차수 p</translation>
    </message>
    <message>
        <source>How many values before the autoregression sees that the network is compared with; 0: chosen by Akaike&apos;s criterion. The network itself learns the same.</source>
        <translation>신경망과 비교하는 자기회귀 모델이 앞의 값을 몇 개 보는지입니다. 0: 아카이케 기준으로 선택합니다. 신경망이 배우는 것은 같습니다.</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>자동 선택</translation>
    </message>
    <message>
        <source>Network · kind</source>
        <translation>망 · 종류</translation>
    </message>
    <message>
        <source>Network · cell</source>
        <translation>신경망 · 셀</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>셀 종류</translation>
    </message>
    <message>
        <source>What each unit computes at every step. Gated cells keep a memory over many steps; plain RNNs learn short ones and show how gradients vanish or explode.</source>
        <translation>각 유닛이 매 시점에 계산하는 것입니다. 게이트가 있는 셀은 여러 시점에 걸쳐 기억하고, 단순 RNN은 짧은 기억만 배우며 기울기가 소실하고 폭주하는 모습을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Network · units</source>
        <translation>신경망 · 유닛</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>은닉 유닛 수</translation>
    </message>
    <message>
        <source>How many units a layer has. More can remember more; each step takes longer, and little data is learnt by heart sooner.</source>
        <translation>한 층의 유닛 수입니다. 많으면 더 많이 기억할 수 있지만, 스텝마다 더 오래 걸리고 적은 데이터는 더 빨리 외워 버립니다.</translation>
    </message>
    <message>
        <source>Network · layers</source>
        <translation>신경망 · 층</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>How many layers stand on each other, each reading the states of the one below. More can build on what those found, and are harder to train.</source>
        <translation>쌓은 층의 수로, 각 층은 아래층의 상태를 읽습니다. 많으면 아래층이 찾은 것을 바탕으로 더 배울 수 있지만 학습이 어려워집니다.</translation>
    </message>
    <message>
        <source>Network · embedding</source>
        <translation>신경망 · 임베딩</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>How many numbers stand for a symbol. Symbols used alike come to lie near each other; one-hot keeps them all equally far apart.</source>
        <translation>기호 하나를 나타내는 수의 개수입니다. 비슷하게 쓰이는 기호는 서로 가까워지고, 원-핫은 모두 똑같이 떨어뜨려 둡니다.</translation>
    </message>
    <message>
        <source>one-hot</source>
        <translation>원-핫</translation>
    </message>
    <message>
        <source>Network · dropout</source>
        <translation>신경망 · 드롭아웃</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>The share of numbers that is left out at random while it trains: between recurrent layers, and in every part of a Transformer. It over-fits less, and learns more slowly.</source>
        <translation>학습하는 동안 무작위로 빼는 숫자의 비율입니다. 순환 층 사이와 트랜스포머의 모든 부분에서 뺍니다. 과적합이 줄고 더 천천히 배웁니다.</translation>
    </message>
    <message>
        <source>Network · initialisation</source>
        <translation>신경망 · 초기화</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>What the weights are before the first step. Orthogonal and identity matrices keep the length of the state and of the gradient, so that a plain RNN can learn over more steps.</source>
        <translation>첫 스텝 전의 가중치입니다. 직교행렬과 단위행렬은 상태와 기울기의 길이를 유지하므로, 단순 RNN이 더 많은 시점에 걸쳐 배울 수 있습니다.</translation>
    </message>
    <message>
        <source>Network · forget bias</source>
        <translation>신경망 · 망각 편향</translation>
    </message>
    <message>
        <source>Forget bias</source>
        <translation>망각 편향</translation>
    </message>
    <message>
        <source>Added to the forget gate&apos;s bias at the start. At 1 or more the cell state is kept from the first step on, and long memories are learnt sooner.</source>
        <translation>시작할 때 망각 게이트의 편향에 더합니다. 1 이상이면 셀 상태가 첫 스텝부터 유지되어 긴 기억을 더 빨리 배웁니다.</translation>
    </message>
    <message>
        <source>Network · bidirectional</source>
        <translation>신경망 · 양방향</translation>
    </message>
    <message>
        <source>Bidirectional</source>
        <translation>양방향</translation>
    </message>
    <message>
        <source>Every layer reads the sequence from its end too, and what stands above sees both states. A tag can then depend on what comes later, and one answer is near the first step too; it takes twice the time and weights.</source>
        <translation>모든 층이 시퀀스를 끝에서부터도 읽고, 그 위에 있는 것은 두 상태를 모두 봅니다. 그러면 태그가 나중에 오는 값에 좌우될 수 있고, 답 하나는 첫 시점에서도 가까워집니다. 시간과 가중치는 두 배로 듭니다.</translation>
    </message>
    <message>
        <source>Network · width</source>
        <translation>신경망 · 너비</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>How many numbers the residual stream has at every step: what all blocks read and add to. A multiple of the heads, for each of them has an equal share of it.</source>
        <translation>잔차 스트림이 단계마다 갖는 숫자의 개수입니다. 모든 블록이 읽고 더해 가는 곳입니다. 헤드마다 똑같이 나눠 가지므로 헤드 수의 배수여야 합니다.</translation>
    </message>
    <message>
        <source>Network · heads</source>
        <translation>신경망 · 헤드</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>How many attention maps a block has. Each head looks back in its own way, with its own share of the width.</source>
        <translation>블록 하나가 갖는 어텐션 맵의 개수입니다. 헤드마다 너비의 제 몫으로 저마다의 방식으로 뒤돌아봅니다.</translation>
    </message>
    <message>
        <source>Network · feed-forward factor</source>
        <translation>신경망 · 피드포워드 배수</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>피드포워드</translation>
    </message>
    <message>
        <source>How many times the width there are units in the feed-forward half of a block. Most of a Transformer&apos;s weights stand there.</source>
        <translation>블록의 피드포워드 절반에 너비의 몇 배만큼 유닛이 있는지입니다. 트랜스포머 가중치의 대부분이 여기에 있습니다.</translation>
    </message>
    <message>
        <source>Network · positions</source>
        <translation>신경망 · 위치</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>How the network is told in which order the steps stand, which attention alone does not see: a vector of each place that is learnt, or fixed sines and cosines.</source>
        <translation>단계의 순서를 신경망에 알려 주는 방식입니다. 어텐션만으로는 순서를 알 수 없습니다. 자리마다 배우는 벡터이거나 고정된 사인과 코사인입니다.</translation>
    </message>
    <message>
        <source>Network · activation</source>
        <translation>신경망 · 활성 함수</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성 함수</translation>
    </message>
    <message>
        <source>What a unit makes of its weighted sum: tanh squeezes it between −1 and 1, ReLU lets what is above 0 through.</source>
        <translation>유닛이 가중합으로 만드는 값입니다. tanh는 −1과 1 사이로 누르고 ReLU는 0보다 큰 것만 통과시킵니다.</translation>
    </message>
    <message>
        <source>Network · spectral radius</source>
        <translation>망 · 스펙트럼 반지름</translation>
    </message>
    <message>
        <source>Spectral radius</source>
        <translation>스펙트럼 반지름</translation>
    </message>
    <message>
        <source>ρ of U, the weights between the units. Below 1 what came long ago fades, and the nearer to 1 the more slowly.</source>
        <translation>유닛 사이 가중치 U의 ρ입니다. 1보다 작으면 오래전 입력이 잊히며, 1에 가까울수록 천천히 잊힙니다.</translation>
    </message>
    <message>
        <source>Network · leak</source>
        <translation>망 · 누출률</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>누출률</translation>
    </message>
    <message>
        <source>a: how much of a state is new at every step. A small one keeps more of the state before, and suits what changes slowly.</source>
        <translation>a: 매 스텝 상태 중 새로 바뀌는 비율입니다. 작으면 이전 상태가 더 많이 남아, 천천히 변하는 데이터에 맞습니다.</translation>
    </message>
    <message>
        <source>Network · input scale</source>
        <translation>망 · 입력 크기</translation>
    </message>
    <message>
        <source>Input scale</source>
        <translation>입력 크기</translation>
    </message>
    <message>
        <source>How strongly the input drives the units. With a small one they stay nearly linear; with a large one they saturate, and forget sooner.</source>
        <translation>입력이 유닛을 얼마나 강하게 움직이는지입니다. 작으면 거의 선형으로 남고, 크면 포화되어 더 빨리 잊습니다.</translation>
    </message>
    <message>
        <source>Network · density</source>
        <translation>망 · 밀도</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>밀도</translation>
    </message>
    <message>
        <source>Which share of the weights between units is there at all. What is learnt depends little on it.</source>
        <translation>유닛 사이 가중치 중 실제로 있는 것의 비율입니다. 학습 결과는 이 값에 거의 좌우되지 않습니다.</translation>
    </message>
    <message>
        <source>Network · ridge</source>
        <translation>망 · 릿지</translation>
    </message>
    <message>
        <source>Ridge</source>
        <translation>릿지</translation>
    </message>
    <message>
        <source>What large readout weights cost beside the error. More of it over-fits less, and fits the training part less closely.</source>
        <translation>오차와 함께 출력 가중치의 크기에 매기는 값입니다. 크면 과적합이 줄고, 학습 부분에는 덜 가깝게 맞습니다.</translation>
    </message>
    <message>
        <source>Network · attention</source>
        <translation>신경망 · 어텐션</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>How the decoder looks back at what was read. Without attention the encoder&apos;s last state is all that it knows of a source, so that long ones are forgotten; with it, every letter that is written can look at every letter that was read.</source>
        <translation>디코더가 읽은 것을 되돌아보는 방법입니다. 어텐션이 없으면 인코더의 마지막 상태가 원문에 대해 아는 전부라 긴 원문은 잊힙니다. 어텐션이 있으면 쓰는 글자마다 읽은 모든 글자를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Network · units of the decoder</source>
        <translation>신경망 · 디코더의 유닛 수</translation>
    </message>
    <message>
        <source>Decoder units</source>
        <translation>디코더 유닛</translation>
    </message>
    <message>
        <source>How many units a layer of the decoder has. Where they are not as many as the encoder hands over, a learnt bridge stands between the two.</source>
        <translation>디코더 한 층의 유닛 수입니다. 인코더가 넘겨주는 수와 다르면 둘 사이에 학습되는 다리가 놓입니다.</translation>
    </message>
    <message>
        <source>as the encoder</source>
        <translation>인코더와 같게</translation>
    </message>
    <message>
        <source>Network · teacher forcing</source>
        <translation>신경망 · 교사 강요</translation>
    </message>
    <message>
        <source>Teacher forcing</source>
        <translation>교사 강요</translation>
    </message>
    <message>
        <source>The share of steps at which the decoder is told in training what should have been written before, instead of what it wrote itself. 1 learns fastest; less makes it used to its own mistakes, and each step slower.</source>
        <translation>학습할 때 디코더에게 자기가 쓴 것 대신 앞에 써야 했던 것을 알려 주는 스텝의 비율입니다. 1이면 가장 빨리 배우고, 줄이면 자기 실수에 익숙해지지만 스텝이 느려집니다.</translation>
    </message>
    <message>
        <source>Network · how teacher forcing falls</source>
        <translation>신경망 · 교사 강요가 줄어드는 방식</translation>
    </message>
    <message>
        <source>Forcing falls</source>
        <translation>강요 감소</translation>
    </message>
    <message>
        <source>How the share of teacher forcing changes while it trains: it stays, or falls towards 0 in the given number of steps, so that the decoder is weaned from the truth.</source>
        <translation>학습하는 동안 교사 강요의 비율이 어떻게 바뀌는지 정합니다. 그대로이거나, 정한 스텝 동안 0으로 줄어 디코더가 정답에서 벗어나게 됩니다.</translation>
    </message>
    <message>
        <source>Network · steps in which teacher forcing falls</source>
        <translation>신경망 · 교사 강요가 줄어드는 단계 수</translation>
    </message>
    <message>
        <source>… in steps</source>
        <translation>… 스텝 동안</translation>
    </message>
    <message>
        <source>The k of the schedule by which teacher forcing falls: more of it keeps the truth longer beside the decoder. Without a schedule it means nothing.</source>
        <translation>교사 강요가 줄어드는 일정의 k입니다. 클수록 정답을 더 오래 알려 줍니다. 일정이 없으면 뜻이 없습니다.</translation>
    </message>
    <message>
        <source>Network · source read from its end</source>
        <translation>신경망 · 입력을 끝에서부터 읽기</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>원문</translation>
    </message>
    <message>
        <source>In which order the encoder reads. From the end, the first letters are read last, close to where the answer begins: without attention that makes long sources much easier.</source>
        <translation>인코더가 읽는 순서입니다. 끝에서부터 읽으면 첫 글자들을 답이 시작되는 곳 가까이에서 마지막에 읽습니다. 어텐션이 없을 때 긴 원문이 훨씬 쉬워집니다.</translation>
    </message>
    <message>
        <source>from its beginning</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>from its end</source>
        <translation>끝에서부터</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>가장 긴 답</translation>
    </message>
    <message>
        <source>How many tokens an answer may have. Pairs whose answer is longer are left out, and none is written that is longer.</source>
        <translation>답이 가질 수 있는 토큰 수입니다. 답이 더 긴 쌍은 빼고, 더 긴 답은 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Training · window</source>
        <translation>학습 · 창</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창 길이</translation>
    </message>
    <message>
        <source>How many steps the network reads, and the gradient looks back, at once. What depends on more than that is not learnt; time and memory grow with it.</source>
        <translation>신경망이 한 번에 읽고 기울기가 돌아보는 시점 수입니다. 그보다 멀리 걸친 관계는 배우지 못하며, 시간과 메모리는 이에 따라 늘어납니다.</translation>
    </message>
    <message>
        <source>Training · batch</source>
        <translation>학습 · 배치</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>How many sequences a step learns from. More make the gradient steadier and each step slower; few make it noisy.</source>
        <translation>한 스텝이 배우는 시퀀스 수입니다. 많으면 기울기가 고르고 스텝이 느려지며, 적으면 기울기가 들쭉날쭉합니다.</translation>
    </message>
    <message>
        <source>Training · optimiser</source>
        <translation>학습 · 최적화기</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>최적화기</translation>
    </message>
    <message>
        <source>How a gradient becomes a step of the weights. Adam adapts the step to each weight and forgives a poor learning rate; SGD follows the gradient as it is.</source>
        <translation>기울기로 가중치를 바꾸는 방법입니다. Adam은 가중치마다 걸음을 맞추어 학습률이 서툴러도 견디고, SGD는 기울기를 그대로 따릅니다.</translation>
    </message>
    <message>
        <source>Training · seed</source>
        <translation>학습 · 시드</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Where chance begins: the first weights and the order of what is read. The same seed learns the same; another shows what is luck.</source>
        <translation>우연의 출발점으로, 첫 가중치와 읽는 순서를 정합니다. 같은 시드는 똑같이 배우고, 다른 시드는 무엇이 운이었는지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Training · steps</source>
        <translation>학습 · 스텝 수</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>After how many steps the run ends; a cosine schedule needs to know. 0: until it is stopped.</source>
        <translation>몇 스텝 뒤에 실행을 끝낼지입니다. 코사인 학습률에는 꼭 필요합니다. 0: 멈출 때까지.</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>멈출 때까지</translation>
    </message>
    <message>
        <source>Training · validated every … steps</source>
        <translation>학습 · 검증 간격(스텝)</translation>
    </message>
    <message>
        <source>Training · device</source>
        <translation>학습 · 장치</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>What computes. A graphics card pays for large networks and long windows; small ones are faster without. It learns the same.</source>
        <translation>계산하는 장치입니다. 그래픽 카드는 큰 신경망과 긴 창에 이롭고, 작은 것은 없는 편이 빠릅니다. 배우는 것은 같습니다.</translation>
    </message>
    <message>
        <source>Training · clipping</source>
        <translation>학습 · 클리핑</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>클리핑</translation>
    </message>
    <message>
        <source>The largest gradient norm; 0 switches clipping off. Acts from the next step on.</source>
        <translation>기울기 노름의 최댓값입니다. 0이면 클리핑하지 않습니다. 다음 스텝부터 적용됩니다.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Training · clipped by</source>
        <translation>학습 · 클리핑 기준</translation>
    </message>
    <message>
        <source>Clip by</source>
        <translation>클리핑 기준</translation>
    </message>
    <message>
        <source>How a gradient that is too long is shortened. By norm its direction stays; by value each number is cut by itself, and the direction changes.</source>
        <translation>너무 긴 기울기를 줄이는 방법입니다. 노름으로 자르면 방향이 그대로이고, 값으로 자르면 수마다 따로 잘려 방향이 바뀝니다.</translation>
    </message>
    <message>
        <source>Training · state carried along</source>
        <translation>학습 · 상태 이어 가기</translation>
    </message>
    <message>
        <source>Backpropagation through time</source>
        <translation>시간 역전파</translation>
    </message>
    <message>
        <source>Windows drawn at random begin with an empty state, and the gradient sees all of one. Carried along, the state knows everything before, but the gradient still looks back only k₂ steps.</source>
        <translation>무작위로 뽑은 창은 빈 상태로 시작하고, 기울기는 창 전체를 봅니다. 이어 가면 상태는 앞의 모든 것을 알지만, 기울기는 k₂ 시점까지만 돌아봅니다.</translation>
    </message>
    <message>
        <source>windows at random</source>
        <translation>창을 무작위로 뽑음</translation>
    </message>
    <message>
        <source>state carried along</source>
        <translation>상태를 이어 감</translation>
    </message>
    <message>
        <source>Training · reach of the gradient</source>
        <translation>학습 · 기울기가 닿는 범위</translation>
    </message>
    <message>
        <source>Reach k₂</source>
        <translation>도달 거리 k₂</translation>
    </message>
    <message>
        <source>How many steps the gradient looks back, at least a window; beyond it is exactly 0. More lets the network learn longer memories; each step then takes more time and memory.</source>
        <translation>기울기가 돌아보는 시점 수로, 적어도 창 하나입니다. 그 너머는 정확히 0입니다. 늘리면 더 긴 기억을 배울 수 있지만 스텝마다 시간과 메모리가 더 듭니다.</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>창 길이</translation>
    </message>
    <message>
        <source>Training · regulariser Ω</source>
        <translation>학습 · 정칙화항 Ω</translation>
    </message>
    <message>
        <source>Regulariser Ω</source>
        <translation>정칙화 Ω</translation>
    </message>
    <message>
        <source>Weight of a penalty on gradients that shrink or grow from step to step. It keeps them from vanishing, so that a plain RNN learns longer memories; too much of it drowns the task. 0: off.</source>
        <translation>시점마다 줄거나 커지는 기울기에 주는 벌점의 가중치입니다. 소실을 막아 단순 RNN이 더 긴 기억을 배우게 하지만, 지나치면 과제가 묻힙니다. 0: 끔.</translation>
    </message>
    <message>
        <source>Training · weight decay</source>
        <translation>학습 · 가중치 감쇠</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>가중치 감쇠</translation>
    </message>
    <message>
        <source>Pulls every weight towards 0 at each step. More of it over-fits less and learns less. Empty: the optimiser&apos;s own.</source>
        <translation>스텝마다 모든 가중치를 0 쪽으로 당깁니다. 클수록 과적합이 줄고 배우는 것도 줄어듭니다. 비워 두면 최적화기의 기본값입니다.</translation>
    </message>
    <message>
        <source>Training · learning rate</source>
        <translation>학습 · 학습률</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Acts from the next step on. Arrow keys change it by a quarter.</source>
        <translation>다음 스텝부터 적용됩니다. 화살표 키는 값을 4분의 1씩 바꿉니다.</translation>
    </message>
    <message>
        <source>Training · schedule of the rate</source>
        <translation>학습 · 학습률 일정</translation>
    </message>
    <message>
        <source>How the learning rate changes while it trains. Large at first it learns quickly; small at last it settles instead of jumping about.</source>
        <translation>학습하는 동안 학습률이 어떻게 바뀌는지입니다. 처음에 크면 빨리 배우고, 끝에 작으면 튀지 않고 자리를 잡습니다.</translation>
    </message>
    <message>
        <source>Training · factor of the rate</source>
        <translation>학습 · 학습률 배수</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>배수</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied with each time. Close to 1 it falls gently; near 0 learning all but stops.</source>
        <translation>학습률에 매번 곱하는 수입니다. 1에 가까우면 완만히 줄고, 0에 가까우면 학습이 거의 멈춥니다.</translation>
    </message>
    <message>
        <source>Training · rate falls every … steps</source>
        <translation>학습 · 학습률 감소 간격(스텝)</translation>
    </message>
    <message>
        <source>Every … steps</source>
        <translation>… 스텝마다</translation>
    </message>
    <message>
        <source>After how many steps the learning rate falls. Too few, and learning stops before it is done.</source>
        <translation>몇 스텝마다 학습률을 줄일지입니다. 너무 적으면 다 배우기 전에 학습이 멈춥니다.</translation>
    </message>
    <message>
        <source>Training · patience</source>
        <translation>학습 · 인내</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>인내</translation>
    </message>
    <message>
        <source>After how many validations without a better one the learning rate falls. Few react to chance; many wait too long.</source>
        <translation>더 나은 검증이 몇 번 없으면 학습률을 줄일지입니다. 적으면 우연에 반응하고, 많으면 너무 오래 기다립니다.</translation>
    </message>
    <message>
        <source>Training · warm-up</source>
        <translation>학습 · 워밍업</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>예열</translation>
    </message>
    <message>
        <source>So many steps lead from 0 up to the learning rate. First steps are then small and do no damage while the optimiser knows little.</source>
        <translation>이만큼의 스텝 동안 0에서 학습률까지 올립니다. 최적화기가 아직 아는 것이 적은 첫 스텝들이 작아져 해를 끼치지 않습니다.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Training · early stopping</source>
        <translation>학습 · 조기 종료</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>Ends the run after so many validations without a better one, before it over-fits. Few may end it in a lull. 0: never.</source>
        <translation>더 나은 검증이 이만큼 없으면 과적합하기 전에 실행을 끝냅니다. 적으면 잠깐의 정체에도 끝날 수 있습니다. 0: 안 함.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>안 함</translation>
    </message>
    <message>
        <source>torch&apos;s own</source>
        <translation>torch 기본값</translation>
    </message>
    <message>
        <source>orthogonal</source>
        <translation>직교</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>단위행렬</translation>
    </message>
    <message>
        <source>learnt</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>sinusoidal</source>
        <translation>사인파</translation>
    </message>
    <message>
        <source>additive</source>
        <translation>가산</translation>
    </message>
    <message>
        <source>dot product</source>
        <translation>내적</translation>
    </message>
    <message>
        <source>general</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>linearly</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>exponentially</source>
        <translation>지수</translation>
    </message>
    <message>
        <source>inverse sigmoid</source>
        <translation>역시그모이드</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>노름</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>in steps</source>
        <translation>계단식</translation>
    </message>
    <message>
        <source>on plateaus</source>
        <translation>정체될 때</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>when opening a file</source>
        <translation>파일을 열 때</translation>
    </message>
    <message>
        <source>only when asked for</source>
        <translation>요청할 때만</translation>
    </message>
    <message>
        <source>blue – orange</source>
        <translation>파랑 – 주황</translation>
    </message>
    <message>
        <source>blue – red</source>
        <translation>파랑 – 빨강</translation>
    </message>
    <message>
        <source>purple – green</source>
        <translation>보라 – 초록</translation>
    </message>
    <message>
        <source>viridis</source>
        <translation>viridis</translation>
    </message>
    <message>
        <source>cividis</source>
        <translation>cividis</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>회색</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>APPEARANCE</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Import screen</source>
        <translation>가져오기 화면</translation>
    </message>
    <message>
        <source>Shows how a file is read and what its columns are, before it is opened.</source>
        <translation>파일을 열기 전에 어떻게 읽는지, 열이 무엇인지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Signed values</source>
        <translation>부호 있는 값</translation>
    </message>
    <message>
        <source>Hidden state, cell state, candidate: the middle is 0.</source>
        <translation>은닉 상태, 셀 상태, 후보: 가운데가 0입니다.</translation>
    </message>
    <message>
        <source>Gates, probabilities</source>
        <translation>게이트, 확률</translation>
    </message>
    <message>
        <source>From 0 to 1. Every set can be read with any colour vision.</source>
        <translation>0부터 1까지입니다. 어떤 색상표든 색각과 관계없이 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>TRAINING</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>LOOKING AND RECORDING</source>
        <translation>관찰과 기록</translation>
    </message>
    <message>
        <source>SESSIONS THAT YOU DID NOT SAVE</source>
        <translation>저장하지 않은 세션</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>For new runs. Automatic takes a CUDA device where there is one.</source>
        <translation>새 실행에 적용됩니다. 자동이면 CUDA 장치가 있을 때 그것을 씁니다.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>More than the free cores make each step slower, not faster. Acts when the training process starts again.</source>
        <translation>비어 있는 코어보다 많으면 스텝이 빨라지지 않고 느려집니다. 학습 프로세스가 다시 시작될 때 적용됩니다.</translation>
    </message>
    <message>
        <source>Views may cost</source>
        <translation>보기 비용 한도</translation>
    </message>
    <message>
        <source>Of training time. Less makes the pictures rarer, never the learning different.</source>
        <translation>학습 시간에 대한 비율입니다. 줄이면 그림이 뜸해질 뿐, 학습은 달라지지 않습니다.</translation>
    </message>
    <message>
        <source>Keyframes of a run</source>
        <translation>실행의 키프레임</translation>
    </message>
    <message>
        <source>How much of the past can be gone back to. Over it, older keyframes are thinned out.</source>
        <translation>과거로 얼마나 돌아갈 수 있는지 정합니다. 넘으면 오래된 키프레임부터 솎아 냅니다.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>최대 개수</translation>
    </message>
    <message>
        <source>Of more the oldest go, which is said before. What you saved or named always stays.</source>
        <translation>넘으면 미리 알린 뒤 가장 오래된 것부터 지웁니다. 저장했거나 이름을 붙인 것은 항상 남습니다.</translation>
    </message>
    <message>
        <source>Together at most</source>
        <translation>최대 전체 크기</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>It stands in the middle: Esc brings it back</source>
        <translation>가운데에 있습니다. Esc를 누르면 돌아옵니다</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>FILE</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>TRAINING</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>COMPARING RUNS</source>
        <translation>실행 비교</translation>
    </message>
    <message>
        <source>THE RUN</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>GOING BACK IN TIME</source>
        <translation>시간 되돌리기</translation>
    </message>
    <message>
        <source>PICTURES</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>ROWS OF THE STACK</source>
        <translation>스택의 행</translation>
    </message>
    <message>
        <source>PICTURES AND NUMBERS OUT</source>
        <translation>그림과 숫자 내보내기</translation>
    </message>
    <message>
        <source>WINDOW</source>
        <translation>창</translation>
    </message>
    <message>
        <source>HELP</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>LEAVING</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>IN A PICTURE (Tab goes there)</source>
        <translation>그림 안에서(Tab으로 들어감)</translation>
    </message>
    <message>
        <source>Move the cursor: time and unit</source>
        <translation>커서 이동: 시간과 유닛</translation>
    </message>
    <message>
        <source>Move it by ten</source>
        <translation>열 칸씩 이동</translation>
    </message>
    <message>
        <source>Shift + arrows</source>
        <translation>Shift + 화살표</translation>
    </message>
    <message>
        <source>Make the hidden state large, and back</source>
        <translation>은닉 상태를 크게, 그리고 되돌리기</translation>
    </message>
    <message>
        <source>The next row, while one is large</source>
        <translation>크게 보는 동안 다음 행으로</translation>
    </message>
    <message>
        <source>Leave the large row out</source>
        <translation>큰 행 빼기</translation>
    </message>
    <message>
        <source>Uncover a row, while presenting</source>
        <translation>발표하는 동안 행 드러내기</translation>
    </message>
    <message>
        <source>First and last time step</source>
        <translation>첫 시점과 마지막 시점</translation>
    </message>
    <message>
        <source>Menu of the picture</source>
        <translation>그림의 메뉴</translation>
    </message>
    <message>
        <source>Menu key</source>
        <translation>메뉴 키</translation>
    </message>
</context>
<context>
    <name>Silence</name>
    <message>
        <source>The engine has not answered for {n} s.</source>
        <translation>엔진이 {n}초 동안 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>기다리기</translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation>엔진 다시 시작</translation>
    </message>
</context>
<context>
    <name>SizesView</name>
    <message>
        <source>Sizes of gradient, weights and update</source>
        <translation>기울기, 가중치, 갱신의 크기</translation>
    </message>
    <message>
        <source>Norms of every parameter over the training steps.</source>
        <translation>학습 스텝에 따른 모든 매개변수의 노름입니다.</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>update ÷ weights</source>
        <translation>갱신 ÷ 가중치</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>update</source>
        <translation>갱신</translation>
    </message>
    <message>
        <source>value of each weight</source>
        <translation>각 가중치의 값</translation>
    </message>
    <message>
        <source>∂loss/∂weight before clipping</source>
        <translation>클리핑 전 ∂손실/∂가중치</translation>
    </message>
    <message>
        <source>change by one step</source>
        <translation>한 스텝에 바뀐 양</translation>
    </message>
    <message>
        <source>step {step} · height: √ of the count</source>
        <translation>스텝 {step} · 높이: 개수의 √</translation>
    </message>
    <message>
        <source>Counted now and then while it trains.</source>
        <translation>학습하는 동안 이따금 셉니다.</translation>
    </message>
    <message>
        <source>The past has the histograms of the weights alone. Gradient and update are counted live.</source>
        <translation>과거에는 가중치의 히스토그램만 있습니다. 기울기와 갱신은 실시간으로만 셉니다.</translation>
    </message>
    <message>
        <source>histograms</source>
        <translation>히스토그램</translation>
    </message>
    <message>
        <source>Which size</source>
        <translation>볼 크기</translation>
    </message>
    <message>
        <source>Fit the axis to the whole run, not only to its recent part</source>
        <translation>축을 최근 부분만이 아니라 실행 전체에 맞춥니다</translation>
    </message>
    <message>
        <source>How long gradient, weights and update are appears here.</source>
        <translation>기울기, 가중치, 갱신의 크기가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Press Play: it is measured now and then while it trains.</source>
        <translation>재생을 누르세요. 학습하는 동안 이따금 측정합니다.</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>No clipping</source>
        <translation>클리핑 없음</translation>
    </message>
    <message>
        <source>Clipped on {share} % of the last {count} steps</source>
        <translation>최근 {count}스텝의 {share} %에서 클리핑됨</translation>
    </message>
    <message>
        <source>limit {clip} on the whole gradient</source>
        <translation>전체 기울기의 한계 {clip}</translation>
    </message>
</context>
<context>
    <name>Stack</name>
    <message>
        <source>answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>the {n} best answers</source>
        <translation>가장 좋은 답 {n}개</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>실제 값</translation>
    </message>
    <message>
        <source>network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>truth, {n} ahead</source>
        <translation>{n}시점 뒤 실제 값</translation>
    </message>
    <message>
        <source>step {t} of the sequence</source>
        <translation>시퀀스의 시점 {t}</translation>
    </message>
    <message>
        <source>said {n} steps before</source>
        <translation>{n}시점 전에 말함</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>넘겨준 상태</translation>
    </message>
    <message>
        <source>enc. {trace}</source>
        <translation>인코더 {trace}</translation>
    </message>
    <message>
        <source>dec. {trace}</source>
        <translation>디코더 {trace}</translation>
    </message>
    <message>
        <source>layer {n} begins with</source>
        <translation>{n}층이 시작하는 값</translation>
    </message>
    <message>
        <source>letter {n}, “{symbol}”, looks here</source>
        <translation>{n}번째 글자 “{symbol}”가 여기를 보는 정도</translation>
    </message>
    <message>
        <source>{trace}, unit {unit}</source>
        <translation>{trace}, {unit}번 유닛</translation>
    </message>
    <message>
        <source>{trace} at {step}</source>
        <translation>{trace} · {step}</translation>
    </message>
    <message>
        <source>the colour is a mean of up to {n} units</source>
        <translation>색은 유닛 최대 {n}개의 평균입니다</translation>
    </message>
    <message>
        <source>truth, one ahead</source>
        <translation>한 시점 뒤 실제 값</translation>
    </message>
    <message>
        <source>read</source>
        <translation>읽은 글자</translation>
    </message>
    <message>
        <source>truth {symbol}</source>
        <translation>실제 글자 {symbol}</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>source</source>
        <translation>원문</translation>
    </message>
    <message>
        <source>next symbol</source>
        <translation>다음 문자</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>스텝 {step}</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>추정</translation>
    </message>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>altered: loss {plain} → {loss}</source>
        <translation>바꾼 뒤: 손실 {plain} → {loss}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>손실 {loss}</translation>
    </message>
    <message>
        <source>past</source>
        <translation>과거</translation>
    </message>
    <message>
        <source>{n} symbols on</source>
        <translation>{n}번째 뒤 문자</translation>
    </message>
    <message>
        <source>unit {unit}</source>
        <translation>유닛 {unit}</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>open &gt; 0.9</source>
        <translation>0.9 넘게 열림</translation>
    </message>
    <message>
        <source>Show as colours</source>
        <translation>색으로 보기</translation>
    </message>
    <message>
        <source>Show as lines</source>
        <translation>선으로 보기</translation>
    </message>
    <message>
        <source>One range for all units</source>
        <translation>모든 유닛에 한 범위</translation>
    </message>
    <message>
        <source>Per-unit range</source>
        <translation>유닛마다 제 범위</translation>
    </message>
    <message>
        <source>{n} rows folded</source>
        <translation>접힌 행 {n}개</translation>
    </message>
    <message>
        <source>letter {t} of the source</source>
        <translation>원문의 {t}번째 글자</translation>
    </message>
    <message>
        <source>letter {t} of the answer</source>
        <translation>답의 {t}번째 글자</translation>
    </message>
    <message>
        <source>what “{letter}” needs</source>
        <translation>“{letter}”의 근거</translation>
    </message>
    <message>
        <source>share of the largest gradient</source>
        <translation>가장 큰 기울기 대비</translation>
    </message>
</context>
<context>
    <name>StackRows</name>
    <message>
        <source>rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Rows of the stack</source>
        <translation>스택의 행</translation>
    </message>
    <message>
        <source>Which rows stand below the maps: gradient, comparison, free running</source>
        <translation>히트맵 아래에 둘 행: 기울기, 비교, 자유 실행</translation>
    </message>
    <message>
        <source>Gradient of</source>
        <translation>기울기의 대상</translation>
    </message>
    <message>
        <source>Memory reaches down to</source>
        <translation>기억을 재는 하한</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보이기</translation>
    </message>
    <message>
        <source>the whole loss</source>
        <translation>전체 손실</translation>
    </message>
    <message>
        <source>the loss at step {t}</source>
        <translation>시점 {t}의 손실</translation>
    </message>
    <message>
        <source>the output at step {t}: {name}</source>
        <translation>시점 {t}의 출력: {name}</translation>
    </message>
    <message>
        <source>the most probable class</source>
        <translation>가장 확률이 높은 클래스</translation>
    </message>
    <message>
        <source>the most probable symbol</source>
        <translation>가장 확률이 높은 문자</translation>
    </message>
    <message>
        <source>No free running: it looks {h} steps ahead, and the sequence shown has only {t}</source>
        <translation>자유 실행 없음: {h}시점 앞을 예측하는데 표시된 시퀀스는 {t}시점뿐입니다</translation>
    </message>
    <message>
        <source>No free running: what comes out is no next step that could go in again</source>
        <translation>자유 실행 없음: 출력이 다시 입력이 될 다음 시점이 아닙니다</translation>
    </message>
    <message>
        <source>No free running: what comes out is of another kind than what goes in</source>
        <translation>자유 실행 없음: 출력이 입력과 다른 종류입니다</translation>
    </message>
    <message>
        <source>{n} % of the largest</source>
        <translation>최댓값의 {n} %</translation>
    </message>
</context>
<context>
    <name>StackView</name>
    <message>
        <source>States and gates over time</source>
        <translation>시간에 따른 상태와 게이트</translation>
    </message>
    <message>
        <source>Heat maps, unit by time. Arrow keys move the cursor; with Shift by ten.</source>
        <translation>유닛 × 시간 히트맵입니다. 화살표 키로 커서를 옮기고, Shift를 누르면 열 칸씩 옮깁니다.</translation>
    </message>
    <message>
        <source>Hidden state, cell state and every gate appear here, unit by time.</source>
        <translation>은닉 상태, 셀 상태, 모든 게이트가 유닛 × 시간으로 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Open a file, then press Play. A paused run shows its last step.</source>
        <translation>파일을 열고 재생을 누르세요. 일시정지한 실행은 마지막 스텝을 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Watch a network learn</source>
        <translation>신경망이 배우는 모습을 보세요</translation>
    </message>
    <message>
        <source>Choose a sample: it opens, trains and says what to look at. Nothing has to be set up.</source>
        <translation>예제를 고르세요. 열리고, 학습하고, 무엇을 볼지 알려 줍니다. 따로 설정할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Your own data: drop a table or a text here</source>
        <translation>내 데이터: 표나 텍스트를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>A CSV file with a column of numbers, or any text in any language.</source>
        <translation>숫자 열이 있는 CSV 파일, 또는 어떤 언어의 텍스트든 됩니다.</translation>
    </message>
    <message>
        <source>A session was not closed: {name}, step {steps}, {when}. Its recording is complete.</source>
        <translation>닫히지 않은 세션이 있습니다: {name}, 스텝 {steps}, {when}. 기록은 온전합니다.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>복구</translation>
    </message>
    <message>
        <source>Opens it; its last run can be trained on from its last keyframe</source>
        <translation>세션을 엽니다. 마지막 실행을 마지막 키프레임에서 이어 학습할 수 있습니다</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Deletes this recording for good</source>
        <translation>이 기록을 완전히 지웁니다</translation>
    </message>
    <message>
        <source>Back to {name}</source>
        <translation>돌아가기: {name}</translation>
    </message>
    <message>
        <source>Returns to the pictures (Esc). Training went on meanwhile.</source>
        <translation>그림으로 돌아갑니다(Esc). 그동안에도 학습은 계속되었습니다.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{n} steps/s</source>
        <translation>{n} 스텝/초</translation>
    </message>
    <message>
        <source>views cost {n} %</source>
        <translation>보기 비용 {n} %</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>남은 시간 {time}</translation>
    </message>
    <message>
        <source>{time} per step</source>
        <translation>스텝당 {time}</translation>
    </message>
    <message>
        <source>How many steps backpropagation goes through at once, and what it holds for that in memory</source>
        <translation>역전파가 한 번에 거슬러 가는 시점 수와 그때 붙들고 있는 메모리</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>완료됨</translation>
    </message>
    <message>
        <source>stopped: its loss is no number</source>
        <translation>멈춤: 손실이 숫자가 아님</translation>
    </message>
    <message>
        <source>closed: going on makes a new run</source>
        <translation>닫힘: 이어 가면 새 실행이 됨</translation>
    </message>
    <message>
        <source>step {n} of {total}</source>
        <translation>스텝 {n} / {total}</translation>
    </message>
    <message>
        <source>step {n}</source>
        <translation>스텝 {n}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}분</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n}시간</translation>
    </message>
</context>
<context>
    <name>TabStrip</name>
    <message>
        <source>What am I looking at?</source>
        <translation>이것은 무엇인가요?</translation>
    </message>
    <message>
        <source>Gives this the middle of the window; Esc goes back</source>
        <translation>이것을 창 가운데에 둡니다. Esc로 돌아갑니다</translation>
    </message>
    <message>
        <source>Large, in the middle</source>
        <translation>가운데에 크게</translation>
    </message>
</context>
<context>
    <name>TargetPlot</name>
    <message>
        <source>The target, with the split drawn on it</source>
        <translation>목표와 분할 위치</translation>
    </message>
    <message>
        <source>A plot of the target appears here when a column of numbers is predicted.</source>
        <translation>숫자 열을 예측하면 목표 그래프가 여기에 보입니다.</translation>
    </message>
    <message>
        <source>{name} · training</source>
        <translation>{name} · 학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>{n} steps ahead</source>
        <translation>{n}시점 뒤</translation>
    </message>
    <message>
        <source>the next step</source>
        <translation>다음 시점</translation>
    </message>
    <message>
        <source>a class at every step</source>
        <translation>시점마다 클래스 하나</translation>
    </message>
    <message>
        <source>a number at every step</source>
        <translation>시점마다 수 하나</translation>
    </message>
    <message>
        <source>a class per sequence</source>
        <translation>시퀀스마다 클래스 하나</translation>
    </message>
    <message>
        <source>a number per sequence</source>
        <translation>시퀀스마다 수 하나</translation>
    </message>
    <message>
        <source>a sequence from one row</source>
        <translation>행 하나에서 시퀀스</translation>
    </message>
    <message>
        <source>another sequence</source>
        <translation>다른 시퀀스</translation>
    </message>
    <message>
        <source>one answer from one row</source>
        <translation>행 하나에 답 하나</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>jamo</source>
        <translation>자모</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>graphemes</source>
        <translation>문자소</translation>
    </message>
    <message>
        <source>words</source>
        <translation>낱말</translation>
    </message>
    <message>
        <source>subwords</source>
        <translation>하위 단어</translation>
    </message>
    <message>
        <source>morphemes</source>
        <translation>형태소</translation>
    </message>
    <message>
        <source>{n} columns</source>
        <translation>열 {n}개</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>{n} by {column}</source>
        <translation>{n}개, {column} 기준</translation>
    </message>
    <message>
        <source>sequences</source>
        <translation>시퀀스</translation>
    </message>
    <message>
        <source>by {column}</source>
        <translation>{column} 기준</translation>
    </message>
    <message>
        <source>{n} classes</source>
        <translation>클래스 {n}개</translation>
    </message>
    <message>
        <source>{n} (lines {lines})</source>
        <translation>{n} ({lines}번째 줄)</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>bad cells</source>
        <translation>잘못된 칸</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>결측값</translation>
    </message>
    <message>
        <source>gaps</source>
        <translation>빈 구간</translation>
    </message>
    <message>
        <source>{column}: “{value}”, lines {lines}</source>
        <translation>{column}: “{value}”, {lines}번째 줄</translation>
    </message>
    <message>
        <source>interpolated</source>
        <translation>보간</translation>
    </message>
    <message>
        <source>the last one holds</source>
        <translation>앞의 값 유지</translation>
    </message>
    <message>
        <source>rows left out</source>
        <translation>행 제외</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>마스크</translation>
    </message>
</context>
<context>
    <name>TaskCard</name>
    <message>
        <source>Data only for now: networks of this shape follow.</source>
        <translation>지금은 데이터만: 이 모양의 신경망은 나중에 나옵니다.</translation>
    </message>
    <message>
        <source>It takes two columns of text.</source>
        <translation>텍스트 열이 두 개 필요합니다.</translation>
    </message>
    <message>
        <source>data only for now</source>
        <translation>지금은 데이터만</translation>
    </message>
</context>
<context>
    <name>TaskCards</name>
    <message>
        <source>Shape of the task</source>
        <translation>과제의 모양</translation>
    </message>
</context>
<context>
    <name>TaskPanel</name>
    <message>
        <source>SHAPE OF THE TASK</source>
        <translation>과제의 모양</translation>
    </message>
    <message>
        <source>TOKENS</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>ALL COLUMNS OF NUMBERS</source>
        <translation>모든 숫자 열</translation>
    </message>
    <message>
        <source>Steps ahead</source>
        <translation>몇 시점 뒤</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>A token is a</source>
        <translation>토큰 단위</translation>
    </message>
    <message>
        <source>In the answer a</source>
        <translation>답의 토큰은</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>가장 긴 답</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>어휘 크기</translation>
    </message>
    <message>
        <source>Least count</source>
        <translation>최소 횟수</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>크기 맞춤</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>학습할 값</translation>
    </message>
    <message>
        <source>If missing</source>
        <translation>결측값</translation>
    </message>
    <message>
        <source>Destroy the order: a control</source>
        <translation>순서 없애기: 대조 실험</translation>
    </message>
    <message>
        <source>Shuffles the rows within each part before learning. What the network then loses is what order is worth; a network that does as well did not use it.</source>
        <translation>학습 전에 각 부분 안에서 행을 섞습니다. 그때 신경망이 잃는 만큼이 순서의 가치입니다. 결과가 그대로라면 순서를 쓰지 않은 것입니다.</translation>
    </message>
    <message>
        <source>How many steps after its input a target lies. Farther is harder; 1 is the next step.</source>
        <translation>목표가 입력보다 몇 시점 뒤에 있는지입니다. 멀수록 어렵고, 1은 바로 다음 시점입니다.</translation>
    </message>
    <message>
        <source>How much is kept aside to see whether what was learnt holds for new data</source>
        <translation>학습한 것이 새 데이터에도 통하는지 보려고 따로 두는 양</translation>
    </message>
    <message>
        <source>In tokens. Pairs whose answer is longer are left out, and none is written so</source>
        <translation>토큰 수입니다. 답이 더 긴 쌍은 빼고, 더 긴 답은 쓰지 않습니다</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전부</translation>
    </message>
    <message>
        <source>The most frequent tokens that are known; the others become “unknown”</source>
        <translation>가장 자주 나오는 토큰만 알고, 나머지는 ‘모름’이 됩니다</translation>
    </message>
    <message>
        <source>How often the training part must have a token for it to be known</source>
        <translation>학습 부분에 이만큼 나와야 아는 토큰이 됩니다</translation>
    </message>
    <message>
        <source>Other shapes need other columns than this file has: {shapes}</source>
        <translation>다른 형태는 이 파일에 없는 열이 필요합니다: {shapes}</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Quantities: the loss is the squared distance from the truth.</source>
        <translation>양: 손실은 참값과의 거리의 제곱입니다.</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Kinds: the network gives each class a probability.</source>
        <translation>종류: 신경망이 클래스마다 확률을 줍니다.</translation>
    </message>
    <message>
        <source>What is done to every series before it is learnt; undone for every number you read</source>
        <translation>학습 전에 모든 계열에 하는 변환. 화면의 모든 숫자는 원래 단위로 되돌립니다</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>{n} changes</source>
        <translation>변경 {n}건</translation>
    </message>
    <message>
        <source>{n} marks</source>
        <translation>표시 {n}개</translation>
    </message>
    <message>
        <source>{n} findings</source>
        <translation>진단 {n}건</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>지금까지 최고</translation>
    </message>
    <message>
        <source>branch: {name}</source>
        <translation>갈래: {name}</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>{name}에서</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Step {step}: the lowest validation loss so far, {loss}. Its weights are kept.</source>
        <translation>스텝 {step}: 지금까지 가장 낮은 검증 손실 {loss}. 그 가중치는 보존됩니다.</translation>
    </message>
    <message>
        <source>{change} at step {step}</source>
        <translation>스텝 {step}: {change}</translation>
    </message>
    <message>
        <source>Step {step}: “{name}” goes on from here</source>
        <translation>스텝 {step}: “{name}” 실행이 여기서 갈라집니다</translation>
    </message>
    <message>
        <source>Step {step}: this run went on from “{name}”</source>
        <translation>스텝 {step}: 이 실행은 “{name}”에서 갈라졌습니다</translation>
    </message>
    <message>
        <source>Step {step}: training failed</source>
        <translation>스텝 {step}: 학습이 실패했습니다</translation>
    </message>
    <message>
        <source>Step {step}: {what}</source>
        <translation>스텝 {step}: {what}</translation>
    </message>
    <message>
        <source>lr</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>클리핑</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>beats the baselines</source>
        <translation>모든 기준선을 넘어섬</translation>
    </message>
    <message>
        <source>noticed</source>
        <translation>참고</translation>
    </message>
</context>
<context>
    <name>TokenBars</name>
    <message>
        <source>The most frequent tokens</source>
        <translation>가장 자주 나오는 토큰</translation>
    </message>
</context>
<context>
    <name>TokenPage</name>
    <message>
        <source>MOST FREQUENT</source>
        <translation>자주 나오는 토큰</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>The file of this session is gone: {path}. Nothing is lost; it is kept in {to} from now on.</source>
        <translation>이 세션의 파일이 그 자리에 없습니다: {path}. 잃은 것은 없으며, 이제부터 {to}에 보관됩니다.</translation>
    </message>
    <message>
        <source>Another file has taken the place of this session: {path}. That one is left as it is, and nothing is lost; this session is kept in {to} from now on.</source>
        <translation>다른 파일이 이 세션의 자리를 차지했습니다: {path}. 그 파일은 그대로 두며, 잃은 것은 없습니다. 이 세션은 이제부터 {to}에 보관됩니다.</translation>
    </message>
    <message>
        <source>Another Gatescope writes the file of this session too: {path}. It is left to that one, and nothing is lost; this session is kept in {to} from now on.</source>
        <translation>다른 Gatescope도 이 세션의 파일에 쓰고 있습니다: {path}. 그 파일은 그쪽에 맡기며, 잃은 것은 없습니다. 이 세션은 이제부터 {to}에 보관됩니다.</translation>
    </message>
    <message>
        <source>“{name}” is a copy that was taken while the session was open: it ends at step {step}, and what was done after that is missing. “Save as…” makes a whole copy of a session that is open: {path}</source>
        <translation>“{name}”은(는) 세션이 열려 있는 동안 만든 사본입니다. 스텝 {step}에서 끝나며 그 뒤의 작업은 빠져 있습니다. 열려 있는 세션의 온전한 사본은 “다른 이름으로 저장…”으로 만듭니다: {path}</translation>
    </message>
    <message>
        <source>{names} could not be read; moved to {folder}</source>
        <translation>{names}: 읽을 수 없어 {folder}(으)로 옮겼습니다</translation>
    </message>
    <message>
        <source>{names} could not be read, and could not be moved out of the way either. Remove it yourself: {folder}</source>
        <translation>{names}: 읽을 수 없고 다른 곳으로 옮길 수도 없습니다. 직접 지우십시오: {folder}</translation>
    </message>
    <message>
        <source>Everything is kept again: {path}</source>
        <translation>다시 모두 보관되고 있습니다: {path}</translation>
    </message>
    <message>
        <source>Run {run} was to be trained on {device}, which cannot be used here: it goes on with {now}, and draws other random numbers from here on.</source>
        <translation>실행 {run}은(는) {device}에서 학습하기로 되어 있으나 여기서는 쓸 수 없습니다. {now}(으)로 이어 가며, 여기서부터는 다른 난수를 씁니다.</translation>
    </message>
    <message>
        <source>This session is open elsewhere, so it can be looked at but not trained. Save a copy of it.</source>
        <translation>이 세션은 다른 곳에서 열려 있어 볼 수만 있고 학습할 수는 없습니다. 사본을 저장하십시오.</translation>
    </message>
    <message>
        <source>The file of this session, or its folder, cannot be written, so it can be looked at but not trained. Save a copy of it.</source>
        <translation>이 세션의 파일이나 폴더에 쓸 수 없어 볼 수만 있고 학습할 수는 없습니다. 사본을 저장하십시오.</translation>
    </message>
    <message>
        <source>The file of this session has a second name (a hard link), under which it could be written at the same time. So it can be looked at but not trained. Save a copy of it.</source>
        <translation>이 세션의 파일에는 두 번째 이름(하드 링크)이 있어 그 이름으로 동시에 쓰일 수 있습니다. 그래서 볼 수만 있고 학습할 수는 없습니다. 사본을 저장하십시오.</translation>
    </message>
    <message>
        <source>The disk is full, so this session can be looked at but not trained. Free some space and open it again.</source>
        <translation>디스크가 가득 차 이 세션을 볼 수만 있고 학습할 수는 없습니다. 공간을 비우고 다시 여십시오.</translation>
    </message>
    <message>
        <source>This session was opened to be looked at only. Save a copy of it.</source>
        <translation>이 세션은 보기 위해서만 열렸습니다. 사본을 저장하십시오.</translation>
    </message>
    <message>
        <source>the disk is full. Free some space, or save it elsewhere</source>
        <translation>디스크가 가득 찼습니다. 공간을 비우거나 다른 곳에 저장하십시오</translation>
    </message>
    <message>
        <source>it can only be read. Save it elsewhere</source>
        <translation>읽을 수만 있습니다. 다른 곳에 저장하십시오</translation>
    </message>
    <message>
        <source>you have no permission to write there. Save it elsewhere</source>
        <translation>그곳에 쓸 권한이 없습니다. 다른 곳에 저장하십시오</translation>
    </message>
    <message>
        <source>the folder is not there. Save it elsewhere</source>
        <translation>폴더가 없습니다. 다른 곳에 저장하십시오</translation>
    </message>
    <message>
        <source>that is a folder. Choose another name</source>
        <translation>폴더입니다. 다른 이름을 고르십시오</translation>
    </message>
    <message>
        <source>that is a pipe or a device, not a file. Choose another name</source>
        <translation>파일이 아니라 파이프나 장치입니다. 다른 이름을 고르십시오</translation>
    </message>
    <message>
        <source>another session is there. Replace it, or choose another name</source>
        <translation>다른 세션이 이미 있습니다. 바꾸거나 다른 이름을 고르십시오</translation>
    </message>
    <message>
        <source>what is there is not a Gatescope session. Replace it, or choose another name</source>
        <translation>그곳에 있는 것은 Gatescope 세션이 아닙니다. 바꾸거나 다른 이름을 고르십시오</translation>
    </message>
    <message>
        <source>Gatescope was closed meanwhile</source>
        <translation>그사이 Gatescope가 닫혔습니다</translation>
    </message>
    <message>
        <source>Training goes on in memory: what run {run} does after step {step} may be lost until it can be written.</source>
        <translation>학습은 메모리에서 계속됩니다. 쓸 수 있게 될 때까지 실행 {run}의 스텝 {step} 뒤는 잃을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>hidden</source>
        <translation>은닉 상태</translation>
    </message>
    <message>
        <source>cell</source>
        <translation>셀 상태</translation>
    </message>
    <message>
        <source>forget gate</source>
        <translation>망각 게이트</translation>
    </message>
    <message>
        <source>input gate</source>
        <translation>입력 게이트</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>후보</translation>
    </message>
    <message>
        <source>output gate</source>
        <translation>출력 게이트</translation>
    </message>
    <message>
        <source>reset gate</source>
        <translation>리셋 게이트</translation>
    </message>
    <message>
        <source>update gate</source>
        <translation>업데이트 게이트</translation>
    </message>
    <message>
        <source>residual stream</source>
        <translation>잔차 스트림</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>피드포워드</translation>
    </message>
</context>
<context>
    <name>TrainingFields</name>
    <message>
        <source>INITIALISATION</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>TRAINING METHOD</source>
        <translation>학습 방법</translation>
    </message>
    <message>
        <source>A cosine ends with the run: choose a number of steps above.</source>
        <translation>코사인은 실행이 끝날 때 끝납니다. 위에서 스텝 수를 정하세요.</translation>
    </message>
    <message>
        <source>Spectral radius ρ of W_hh before the first step: {radius}. A run&apos;s own: the Weights tab.</source>
        <translation>첫 스텝 전 W_hh의 스펙트럼 반지름 ρ: {radius}. 실행마다의 값은 가중치 탭에 있습니다.</translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation>약 {n}</translation>
    </message>
    <message>
        <source>Only a square matrix can be orthogonal: the recurrent ones are, gate by gate. The others begin as Xavier&apos;s.</source>
        <translation>정사각행렬만 직교일 수 있습니다. 순환 가중치는 게이트마다 직교이고, 나머지는 Xavier 값으로 시작합니다.</translation>
    </message>
    <message>
        <source>The recurrent matrices begin as the identity, gate by gate, the biases at 0. The others begin as Xavier&apos;s.</source>
        <translation>순환 가중치는 게이트마다 단위행렬로, 편향은 0으로 시작합니다. 나머지는 Xavier 값으로 시작합니다.</translation>
    </message>
</context>
<context>
    <name>TransformFields</name>
    <message>
        <source>as it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>차분</translation>
    </message>
    <message>
        <source>seasonal difference</source>
        <translation>계절 차분</translation>
    </message>
    <message>
        <source>log + difference</source>
        <translation>로그 + 차분</translation>
    </message>
    <message>
        <source>log + seasonal difference</source>
        <translation>로그 + 계절 차분</translation>
    </message>
    <message>
        <source>Learnt as</source>
        <translation>학습할 값</translation>
    </message>
    <message>
        <source>What is done to the series before it is learnt, and undone for every number you read. A network cannot follow a series out of the range it was trained on; differences keep it in range.</source>
        <translation>학습하기 전에 시계열에 적용하고, 읽는 숫자에서는 모두 되돌립니다. 신경망은 학습한 범위를 벗어난 시계열을 따라가지 못합니다. 차분은 시계열을 그 범위 안에 둡니다.</translation>
    </message>
    <message>
        <source>The series leaves the range of what came before it; learnt as {how}, undone for every number you read.</source>
        <translation>계열이 앞부분의 범위를 벗어납니다. {how}: 이렇게 학습하고, 읽는 숫자에서는 모두 되돌립니다.</translation>
    </message>
    <message>
        <source>Suggested: {how}. The series leaves the range of what came before it, and a network cannot follow it there.</source>
        <translation>제안: {how}. 계열이 앞부분의 범위를 벗어나는데, 신경망은 그곳까지 따라가지 못합니다.</translation>
    </message>
    <message>
        <source>Learnt as {how}, undone for every number you read.</source>
        <translation>{how}: 이렇게 학습하고, 읽는 숫자에서는 모두 되돌립니다.</translation>
    </message>
    <message>
        <source>the values themselves</source>
        <translation>값 그대로</translation>
    </message>
    <message>
        <source>logs</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>differences</source>
        <translation>차분</translation>
    </message>
    <message>
        <source>seasonal differences</source>
        <translation>계절 차분</translation>
    </message>
    <message>
        <source>differences of logs</source>
        <translation>로그의 차분</translation>
    </message>
    <message>
        <source>seasonal differences of logs</source>
        <translation>로그의 계절 차분</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Number of steps</source>
        <translation>스텝 수</translation>
    </message>
    <message>
        <source>Enter or Shift+→ trains this many steps, then stops: a stretch small enough to watch</source>
        <translation>Enter 또는 Shift+→를 누르면 이만큼 학습하고 멈춥니다. 지켜볼 만큼 짧게 나아갑니다</translation>
    </message>
    <message>
        <source>{n} steps/s</source>
        <translation>{n} 스텝/초</translation>
    </message>
    <message>
        <source>full speed</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>Step {n}, finished</source>
        <translation>{n}스텝, 끝남</translation>
    </message>
    <message>
        <source>Step {n}, stopped early: validations were no better</source>
        <translation>{n}스텝, 일찍 멈춤: 검증이 더 나아지지 않음</translation>
    </message>
    <message>
        <source>Step {n} / {total}</source>
        <translation>{n} / {total} 스텝</translation>
    </message>
    <message>
        <source>Step {n}</source>
        <translation>{n}스텝</translation>
    </message>
    <message>
        <source>slowed: {n} steps/s</source>
        <translation>천천히: {n} 스텝/초</translation>
    </message>
    <message>
        <source>How fast it may train: a small network learns faster than one can see. It learns the same, only more slowly. A sample is slowed only where it changes.</source>
        <translation>학습 속도의 제한입니다. 작은 신경망은 눈이 따라가지 못할 만큼 빨리 배웁니다. 느려질 뿐, 배우는 것은 같습니다. 예제는 달라지는 곳에서만 늦추어집니다.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도 제한</translation>
    </message>
</context>
<context>
    <name>UnitBar</name>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>Goes to a unit by its number (Ctrl+F). Learning is not touched.</source>
        <translation>번호로 유닛을 찾아갑니다(Ctrl+F). 학습에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation>유닛의 순서</translation>
    </message>
    <message>
        <source>In which order the units stand in the maps: by index, the most active first, or those that move alike together. Found once and then left alone; the network itself is not touched.</source>
        <translation>히트맵에서 유닛이 놓이는 순서입니다. 번호순, 활동이 큰 순, 또는 비슷하게 움직이는 것끼리 모은 순입니다. 한 번 정하면 그대로 두며, 신경망 자체는 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Order again</source>
        <translation>다시 정렬</translation>
    </message>
    <message>
        <source>Finds the order anew from what is shown now</source>
        <translation>지금 보이는 것으로 순서를 다시 찾습니다</translation>
    </message>
</context>
<context>
    <name>UnitView</name>
    <message>
        <source>One unit over time</source>
        <translation>시간에 따른 유닛 하나</translation>
    </message>
    <message>
        <source>The traces of the highlighted unit and the cell&apos;s equation in numbers.</source>
        <translation>강조된 유닛의 궤적과 숫자를 넣은 셀의 식입니다.</translation>
    </message>
    <message>
        <source>One unit&apos;s states and gates appear here.</source>
        <translation>유닛 하나의 상태와 게이트가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Click a heat map to choose a unit and a time.</source>
        <translation>히트맵을 클릭해 유닛과 시점을 고르세요.</translation>
    </message>
    <message>
        <source>UNIT {unit} · {time}</source>
        <translation>{unit}번 유닛 · {time}</translation>
    </message>
</context>
<context>
    <name>UnreadBanner</name>
    <message>
        <source>pattern</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>such as DD.MM.YYYY</source>
        <translation>예: DD.MM.YYYY</translation>
    </message>
    <message>
        <source>How the time is written</source>
        <translation>시각을 쓴 형식</translation>
    </message>
    <message>
        <source>YYYY year, MM month, DD day, HH hour; or %d.%m.%Y. The records follow.</source>
        <translation>YYYY 연, MM 월, DD 일, HH 시. 또는 %d.%m.%Y. 레코드가 바로 따라 바뀝니다.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{all}개 중 {n}개</translation>
    </message>
</context>
<context>
    <name>UnrolledView</name>
    <message>
        <source>The network, unrolled over time</source>
        <translation>시간에 따라 펼친 신경망</translation>
    </message>
    <message>
        <source>Copies of the cell around the cursor: activity forwards, gradient back.</source>
        <translation>커서 주위에 펼친 셀의 사본입니다. 앞으로는 활성값, 뒤로는 기울기가 흐릅니다.</translation>
    </message>
    <message>
        <source>Fold into the loop</source>
        <translation>고리로 접기</translation>
    </message>
    <message>
        <source>The cell copied over the steps appears here.</source>
        <translation>시점마다 복사한 셀이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Click a heat map to choose a time.</source>
        <translation>히트맵을 클릭해 시점을 고르세요.</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>to the left: the state, ‖h‖ ÷ √H</source>
        <translation>왼쪽으로: 상태, ‖h‖ ÷ √H</translation>
    </message>
    <message>
        <source>to the right: ‖∂ output ÷ ∂h‖, by powers of ten</source>
        <translation>오른쪽으로: ‖∂ 출력 ÷ ∂h‖, 10의 거듭제곱 눈금</translation>
    </message>
    <message>
        <source>at t+{steps} {value} of that at t</source>
        <translation>t+{steps}: t에서의 값에 비해 {value}</translation>
    </message>
    <message>
        <source>forwards: the state, ‖h‖ ÷ √H</source>
        <translation>앞으로: 상태, ‖h‖ ÷ √H</translation>
    </message>
    <message>
        <source>at the cursor {value}</source>
        <translation>커서에서 {value}</translation>
    </message>
    <message>
        <source>backwards: ‖∂ output ÷ ∂h‖, by powers of ten</source>
        <translation>뒤로: ‖∂ 출력 ÷ ∂h‖, 10의 거듭제곱 눈금</translation>
    </message>
    <message>
        <source>at t−{steps} {value} of that at t</source>
        <translation>t−{steps}: t에서의 값에 비해 {value}</translation>
    </message>
    <message>
        <source>Every copy A has the same weights.</source>
        <translation>모든 사본 A의 가중치는 같습니다.</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>This network writes no answers: nothing but pairs of sequences has them.</source>
        <translation>이 네트워크는 답을 쓰지 않습니다. 답은 시퀀스 쌍에만 있습니다.</translation>
    </message>
    <message>
        <source>Numbers go into this network as they are: there is no way from text to show.</source>
        <translation>이 신경망에는 숫자가 그대로 들어가므로, 텍스트에서 벡터로 가는 과정이 없습니다.</translation>
    </message>
    <message>
        <source>states and gates</source>
        <translation>상태와 게이트</translation>
    </message>
    <message>
        <source>What the network does along the sequence</source>
        <translation>시퀀스를 따라 신경망이 하는 일</translation>
    </message>
    <message>
        <source>States and gates</source>
        <translation>상태와 게이트</translation>
    </message>
    <message>
        <source>from text to vectors</source>
        <translation>텍스트에서 벡터까지</translation>
    </message>
    <message>
        <source>How your sentences become what it reads</source>
        <translation>문장이 신경망이 읽는 것으로 바뀌는 과정</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>쌍</translation>
    </message>
    <message>
        <source>What the network answers to pairs that it does not learn from</source>
        <translation>학습에 쓰지 않는 쌍에 네트워크가 내놓는 답</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>One unit&apos;s states and gates over time</source>
        <translation>유닛 하나의 상태와 게이트를 시간에 따라 봅니다</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>셀</translation>
    </message>
    <message>
        <source>The cell opened, step by step, and unrolled over time</source>
        <translation>셀을 열어 한 단계씩, 그리고 시간에 따라 펼쳐 봅니다</translation>
    </message>
    <message>
        <source>One cell</source>
        <translation>셀 하나</translation>
    </message>
    <message>
        <source>Unrolled</source>
        <translation>펼침</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>Gates that stand shut or open, units that are stuck</source>
        <translation>닫히거나 열린 채로 있는 게이트와 움직이지 않는 유닛</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Eigenvalues of the recurrent weights, and the weights themselves</source>
        <translation>순환 가중치의 고윳값과 가중치 자체</translation>
    </message>
    <message>
        <source>Matrices</source>
        <translation>행렬</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>How long gradient, weights and update are</source>
        <translation>기울기, 가중치, 갱신의 크기</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>만약에</translation>
    </message>
    <message>
        <source>Alter a part of the network and see what becomes of the loss</source>
        <translation>신경망의 한 부분을 바꾸고 손실이 어떻게 되는지 봅니다</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>The loss of every run; its playhead goes through time</source>
        <translation>모든 실행의 손실입니다. 재생 위치로 시간을 오갑니다</translation>
    </message>
    <message>
        <source>gradient over training</source>
        <translation>학습에 따른 기울기</translation>
    </message>
    <message>
        <source>How far the gradient reaches back, at every keyframe</source>
        <translation>키프레임마다 기울기가 얼마나 멀리 거슬러 닿는지 보여 줍니다</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>{name} is open</source>
        <translation>열림: {name}</translation>
    </message>
    <message>
        <source>Press Play: a new {net} learns it from the first step, and its hidden state, every gate, the loss and the predictions appear here. Its settings stand at the left.</source>
        <translation>재생을 누르세요. 새 {net} 신경망이 첫 스텝부터 배우며, 은닉 상태, 모든 게이트, 손실, 예측이 여기에 나타납니다. 설정은 왼쪽에 있습니다.</translation>
    </message>
    <message>
        <source>Press Play: a new {net} learns it from the first step, and its hidden state, the loss and the predictions appear here. Its settings stand at the left.</source>
        <translation>재생을 누르세요. 새 {net} 신경망이 첫 스텝부터 배우며, 은닉 상태, 손실, 예측이 여기에 나타납니다. 설정은 왼쪽에 있습니다.</translation>
    </message>
    <message>
        <source>Kept from last time: {settings}</source>
        <translation>지난번 설정 유지: {settings}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Puts the settings at the left back to what suits this file</source>
        <translation>왼쪽 설정을 이 파일에 맞는 값으로 되돌립니다</translation>
    </message>
</context>
<context>
    <name>WaterfallView</name>
    <message>
        <source>Gradient through time over training</source>
        <translation>학습에 따른 시간 방향 기울기</translation>
    </message>
    <message>
        <source>Up and Down go to the keyframe before and after.</source>
        <translation>위·아래 키로 이전·다음 키프레임으로 갑니다.</translation>
    </message>
    <message>
        <source>The gradient through time of every keyframe appears here.</source>
        <translation>모든 키프레임의 시간에 따른 기울기가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Press Play; each keyframe adds a line while the network learns.</source>
        <translation>재생을 누르세요. 신경망이 배우는 동안 키프레임마다 선이 하나씩 늘어납니다.</translation>
    </message>
    <message>
        <source>‖∂/∂h‖ of layer {layer}, training step downwards</source>
        <translation>{layer}층의 ‖∂/∂h‖, 아래로 갈수록 나중 스텝</translation>
    </message>
    <message>
        <source>{n} of {all} keyframes</source>
        <translation>키프레임 {n}/{all}</translation>
    </message>
    <message>
        <source>training step {step}</source>
        <translation>학습 스텝 {step}</translation>
    </message>
    <message>
        <source>‖∂/∂h‖ at step {t}</source>
        <translation>시점 {t}의 ‖∂/∂h‖</translation>
    </message>
</context>
<context>
    <name>WaysOn</name>
    <message>
        <source>Makes a branch; {run} stays as it is</source>
        <translation>갈래를 만듭니다. {run} 실행은 그대로 남습니다</translation>
    </message>
</context>
<context>
    <name>WeightsView</name>
    <message>
        <source>Recurrent weights</source>
        <translation>순환 가중치</translation>
    </message>
    <message>
        <source>Eigenvalues of each gate&apos;s recurrent matrix and how far it stretches.</source>
        <translation>게이트마다 순환 행렬의 고윳값과 그 행렬이 늘리는 정도입니다.</translation>
    </message>
    <message>
        <source>Eigenvalues</source>
        <translation>고윳값</translation>
    </message>
    <message>
        <source>Eigenvalues of the recurrent weights, beside the unit circle</source>
        <translation>단위원과 나란히 그린 순환 가중치의 고윳값</translation>
    </message>
    <message>
        <source>The recurrent weights: from the state before to each unit</source>
        <translation>순환 가중치: 이전 상태에서 각 유닛으로</translation>
    </message>
    <message>
        <source>The input weights: from what the layer reads to each unit</source>
        <translation>입력 가중치: 층이 읽는 것에서 각 유닛으로</translation>
    </message>
    <message>
        <source>The eigenvalues of the recurrent weights appear here.</source>
        <translation>순환 가중치의 고윳값이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Press Play, or open a session.</source>
        <translation>재생을 누르거나 세션을 여세요.</translation>
    </message>
    <message>
        <source>─ spectral radius ρ   ┄ largest singular value σ₁</source>
        <translation>─ 스펙트럼 반지름 ρ   ┄ 가장 큰 특잇값 σ₁</translation>
    </message>
    <message>
        <source>─ radius ρ   ┄ largest singular value σ₁</source>
        <translation>─ 반지름 ρ   ┄ 가장 큰 특잇값 σ₁</translation>
    </message>
    <message>
        <source>Row: the unit that takes. Column: the unit that gives, one step before.</source>
        <translation>행: 받는 유닛. 열: 한 시점 전에 주는 유닛.</translation>
    </message>
    <message>
        <source>Row: the unit that takes. Column: what the layer reads.</source>
        <translation>행: 받는 유닛. 열: 층이 읽는 것.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>This is the sequence that the network reads, one step after the other from left to right.</source>
        <translation>신경망이 왼쪽에서 오른쪽으로 한 시점씩 읽는 시퀀스입니다.</translation>
    </message>
    <message>
        <source>Numbers are shown in their own units and enter the network shifted and scaled to mean 0 and deviation 1; characters enter as one vector each.</source>
        <translation>숫자는 원래 단위로 보이지만, 신경망에는 평균 0, 표준편차 1이 되도록 옮기고 척도를 맞추어 들어갑니다. 글자는 하나가 벡터 하나로 들어갑니다.</translation>
    </message>
    <message>
        <source>All rows below share its time axis: whatever stands under a step was computed from that step and those before it.</source>
        <translation>아래의 모든 행은 이 시간 축을 함께 씁니다. 어떤 시점 아래에 있는 것은 그 시점과 그 이전에서 계산한 것입니다.</translation>
    </message>
    <message>
        <source>The values here look like those the network was trained on: the same range, the same rhythm.</source>
        <translation>여기의 값이 신경망이 학습한 값과 비슷합니다. 범위도 리듬도 같습니다.</translation>
    </message>
    <message>
        <source>The series leaves the range of the training part, or jumps: what the network answers there is a guess. A transform may help.</source>
        <translation>시계열이 학습 구간의 범위를 벗어나거나 건너뜁니다. 그곳에서 신경망의 답은 짐작일 뿐입니다. 변환이 도움이 될 수 있습니다.</translation>
    </message>
    <message>
        <source>Hidden state</source>
        <translation>은닉 상태</translation>
    </message>
    <message>
        <source>Each row is one unit, each column one time step, and the colour is what the unit says there, between −1 and 1.</source>
        <translation>행 하나가 유닛 하나, 열 하나가 시점 하나이며, 색은 그 유닛이 거기서 내는 값으로 −1과 1 사이입니다.</translation>
    </message>
    <message>
        <source>It is all that the output sees, and what the gates of the next step see of the past.</source>
        <translation>출력이 보는 것은 이것뿐이고, 다음 시점의 게이트가 과거에서 보는 것도 이것뿐입니다.</translation>
    </message>
    <message>
        <source>In an LSTM it is the cell state, squeezed by tanh and let through by the output gate.</source>
        <translation>LSTM에서는 셀 상태를 tanh로 누르고 출력 게이트로 통과시킨 것입니다.</translation>
    </message>
    <message>
        <source>Different units do different things, and their patterns follow the input: rhythms, steps, slow changes.</source>
        <translation>유닛마다 하는 일이 다르고, 무늬가 입력을 따릅니다. 리듬, 계단, 느린 변화가 보입니다.</translation>
    </message>
    <message>
        <source>All rows alike, all pale, or all at full colour without change: the units carry little, or are stuck at their limits.</source>
        <translation>모든 행이 비슷하거나, 모두 옅거나, 모두 변화 없이 짙은 색입니다. 유닛이 담은 것이 거의 없거나 한계에 붙어 있습니다.</translation>
    </message>
    <message>
        <source>Cell state</source>
        <translation>셀 상태</translation>
    </message>
    <message>
        <source>This is the LSTM&apos;s memory: one number per unit, carried from each step to the next.</source>
        <translation>LSTM의 기억입니다. 유닛마다 숫자 하나가 시점에서 다음 시점으로 이어집니다.</translation>
    </message>
    <message>
        <source>It is changed only by multiplying it with the forget gate and adding something, so it can keep a value over many steps.</source>
        <translation>망각 게이트를 곱하고 무언가를 더해서만 바뀌므로, 값을 여러 시점 동안 간직할 수 있습니다.</translation>
    </message>
    <message>
        <source>It has no limits of its own, so its colours reach what the run has shown, and only ever further; what lies beyond has a colour of its own. A click on the colour bar chooses another range.</source>
        <translation>정해진 한계가 없으므로 색은 이 실행이 보여 준 값까지 이르며 범위는 늘기만 합니다. 벗어난 값에는 따로 정한 색이 있습니다. 색 막대를 클릭하면 다른 범위를 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>Some rows hold a colour for a long time and then change at once; others follow the input quickly.</source>
        <translation>어떤 행은 한 색을 오래 지키다가 한꺼번에 바뀌고, 어떤 행은 입력을 빠르게 따릅니다.</translation>
    </message>
    <message>
        <source>One row that only grows counts the steps, and will meet values it never saw on a longer sequence; rows that fade at once remember nothing.</source>
        <translation>커지기만 하는 행은 시점을 세고 있으며, 더 긴 시퀀스에서는 본 적 없는 값을 만나게 됩니다. 금세 흐려지는 행은 아무것도 기억하지 못합니다.</translation>
    </message>
    <message>
        <source>Forget gate</source>
        <translation>망각 게이트</translation>
    </message>
    <message>
        <source>For each unit and step it says how much of the old cell state is kept: 1 keeps all of it, 0 erases it.</source>
        <translation>유닛과 시점마다 이전 셀 상태를 얼마나 남길지 정합니다. 1이면 전부 남기고 0이면 지웁니다.</translation>
    </message>
    <message>
        <source>It is recomputed at every step from the input and the hidden state, so the network decides by itself when to forget.</source>
        <translation>시점마다 입력과 은닉 상태로 새로 계산하므로, 언제 잊을지는 신경망이 스스로 정합니다.</translation>
    </message>
    <message>
        <source>It is also the factor by which the gradient through the cell state shrinks on its way back, which is why a forget gate near 1 lets an LSTM learn long memories.</source>
        <translation>셀 상태를 지나는 기울기가 되돌아갈 때 줄어드는 비율이기도 합니다. 망각 게이트가 1에 가까우면 LSTM이 긴 기억을 배울 수 있는 까닭입니다.</translation>
    </message>
    <message>
        <source>Most units stay near 1, and some fall at moments that mean something, such as the end of a word or a season.</source>
        <translation>대부분의 유닛은 1 가까이 머물고, 몇몇은 낱말이나 계절의 끝처럼 뜻있는 순간에 내려갑니다.</translation>
    </message>
    <message>
        <source>Near 0.5 everywhere, as at the start: halved at every step, a memory is gone after ten. Or at 1 without any change: nothing is ever erased.</source>
        <translation>처음처럼 어디서나 0.5 부근입니다. 시점마다 반으로 줄어 기억은 열 시점이면 사라집니다. 또는 변화 없이 1입니다. 아무것도 지워지지 않습니다.</translation>
    </message>
    <message>
        <source>Input gate</source>
        <translation>입력 게이트</translation>
    </message>
    <message>
        <source>For each unit and step it says how much of the new candidate is written into the cell state.</source>
        <translation>유닛과 시점마다 새 후보를 셀 상태에 얼마나 쓸지 정합니다.</translation>
    </message>
    <message>
        <source>At 0 the step leaves this unit&apos;s memory untouched, and at 1 the whole candidate is added.</source>
        <translation>0이면 그 시점은 이 유닛의 기억을 건드리지 않고, 1이면 후보가 모두 더해집니다.</translation>
    </message>
    <message>
        <source>It works together with the forget gate but is not its opposite: a unit may keep the old and add the new.</source>
        <translation>망각 게이트와 함께 일하지만 그 반대는 아닙니다. 유닛은 옛것을 남기면서 새것을 더할 수 있습니다.</translation>
    </message>
    <message>
        <source>It opens at the steps that matter and is nearly shut at the others.</source>
        <translation>중요한 시점에 열리고 나머지에서는 거의 닫혀 있습니다.</translation>
    </message>
    <message>
        <source>Shut all the time: the unit never learns anything new. Wide open all the time: whatever it held is soon overwritten.</source>
        <translation>늘 닫힘: 유닛이 새로운 것을 담지 못합니다. 늘 활짝 열림: 담고 있던 것이 곧 덮어써집니다.</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>후보</translation>
    </message>
    <message>
        <source>This is the new content that each unit proposes for its memory at this step, between −1 and 1.</source>
        <translation>각 유닛이 이 시점에 기억에 넣자고 내놓는 새 내용이며, −1과 1 사이입니다.</translation>
    </message>
    <message>
        <source>It is not a gate: a gate says how much, the candidate says what.</source>
        <translation>게이트가 아닙니다. 게이트는 얼마나를 정하고, 후보는 무엇을 정합니다.</translation>
    </message>
    <message>
        <source>Only as much of it as the input gate allows enters the cell state.</source>
        <translation>입력 게이트가 허락하는 만큼만 셀 상태에 들어갑니다.</translation>
    </message>
    <message>
        <source>Both colours, changing with the input.</source>
        <translation>두 색이 모두 보이고 입력에 따라 바뀝니다.</translation>
    </message>
    <message>
        <source>Full colour without change: tanh is at its limit, where its slope and so the gradient through it are nearly 0.</source>
        <translation>변화 없이 짙은 색입니다. tanh가 한계에 있어 미분값이 거의 0이고, 따라서 그곳을 지나는 기울기도 거의 0입니다.</translation>
    </message>
    <message>
        <source>Output gate</source>
        <translation>출력 게이트</translation>
    </message>
    <message>
        <source>For each unit and step it says how much of the memory is shown in the hidden state.</source>
        <translation>유닛과 시점마다 기억을 은닉 상태에 얼마나 내보일지 정합니다.</translation>
    </message>
    <message>
        <source>A unit may remember something for a long time with this gate shut, and show it only when it is needed.</source>
        <translation>유닛은 이 게이트를 닫은 채 무언가를 오래 기억하다가 필요할 때만 내보일 수 있습니다.</translation>
    </message>
    <message>
        <source>What is not shown still stays in the cell state.</source>
        <translation>내보이지 않은 것도 셀 상태에는 남아 있습니다.</translation>
    </message>
    <message>
        <source>It opens and shuts with the input, and differently for different units.</source>
        <translation>입력에 따라 열리고 닫히며, 유닛마다 다릅니다.</translation>
    </message>
    <message>
        <source>Shut all the time: the unit remembers for nobody, and almost no gradient reaches it.</source>
        <translation>늘 닫힘: 유닛이 기억해도 아무도 쓰지 못하고, 기울기도 거의 닿지 않습니다.</translation>
    </message>
    <message>
        <source>Reset gate</source>
        <translation>리셋 게이트</translation>
    </message>
    <message>
        <source>For each unit and step it says how much of the old hidden state the new candidate may look at.</source>
        <translation>유닛과 시점마다 새 후보가 이전 은닉 상태를 얼마나 볼 수 있는지 정합니다.</translation>
    </message>
    <message>
        <source>At 0 the candidate is made from the input alone, as if the sequence began here.</source>
        <translation>0이면 시퀀스가 여기서 시작하는 것처럼 입력만으로 후보를 만듭니다.</translation>
    </message>
    <message>
        <source>It does not erase the state itself: that is what the update gate decides.</source>
        <translation>상태 자체를 지우지는 않습니다. 그것은 업데이트 게이트가 정합니다.</translation>
    </message>
    <message>
        <source>It falls where something new begins and is open where the past still helps.</source>
        <translation>새로운 것이 시작하는 곳에서 내려가고, 과거가 아직 도움이 되는 곳에서는 열려 있습니다.</translation>
    </message>
    <message>
        <source>Shut all the time: the candidates know nothing of the past, and the unit is a mere average of its inputs.</source>
        <translation>늘 닫힘: 후보가 과거를 전혀 모르고, 유닛은 입력의 평균일 뿐입니다.</translation>
    </message>
    <message>
        <source>Update gate</source>
        <translation>업데이트 게이트</translation>
    </message>
    <message>
        <source>For each unit and step it says how much of the old hidden state is kept: 1 keeps it, 0 puts the candidate in its place.</source>
        <translation>유닛과 시점마다 이전 은닉 상태를 얼마나 남길지 정합니다. 1이면 남기고 0이면 후보로 바꿉니다.</translation>
    </message>
    <message>
        <source>Many textbooks write it the other way round, with 1 taking the candidate; the equation here is the one that is computed.</source>
        <translation>1일 때 후보를 택하도록 반대로 쓰는 교과서가 많습니다. 여기의 식이 실제로 계산하는 식입니다.</translation>
    </message>
    <message>
        <source>It does what the LSTM&apos;s forget and input gates do together: as much as is kept is not written.</source>
        <translation>LSTM의 망각 게이트와 입력 게이트가 하는 일을 함께 합니다. 남긴 만큼은 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Some units stay near 1 and remember for long; others are near 0 and follow the input.</source>
        <translation>어떤 유닛은 1 가까이 머물며 오래 기억하고, 어떤 유닛은 0 가까이에서 입력을 따릅니다.</translation>
    </message>
    <message>
        <source>At 1 everywhere: the state never changes. At 0 everywhere: it remembers no more than a plain RNN does.</source>
        <translation>어디서나 1: 상태가 바뀌지 않습니다. 어디서나 0: 기본 RNN만큼밖에 기억하지 못합니다.</translation>
    </message>
    <message>
        <source>In a plain RNN the hidden state is everything: the output, and the only memory.</source>
        <translation>기본 RNN에서는 은닉 상태가 전부입니다. 출력이자 유일한 기억입니다.</translation>
    </message>
    <message>
        <source>At every step all of it is mixed anew with the input, which is why it is hard for it to keep anything for long.</source>
        <translation>시점마다 전부 입력과 새로 섞이므로, 무엇이든 오래 간직하기가 어렵습니다.</translation>
    </message>
    <message>
        <source>Each row is one unit, each column one time step, and the colour is what the unit says there: 0 or more, without an upper limit.</source>
        <translation>행 하나가 유닛 하나, 열 하나가 시점 하나이며, 색은 그 유닛이 거기서 내는 값으로 0 이상이고 위로는 한계가 없습니다.</translation>
    </message>
    <message>
        <source>Rows that are 0 all the time are dead units and learn no more; colours that grow from left to right are about to explode.</source>
        <translation>늘 0인 행은 더 배우지 못하는 죽은 유닛입니다. 왼쪽에서 오른쪽으로 짙어지는 색은 곧 폭주한다는 뜻입니다.</translation>
    </message>
    <message>
        <source>In a GRU the hidden state is both the output and the memory.</source>
        <translation>GRU에서는 은닉 상태가 출력이자 기억입니다.</translation>
    </message>
    <message>
        <source>Each step mixes the old state with a new candidate, in the proportion that the update gate says.</source>
        <translation>시점마다 업데이트 게이트가 정한 비율로 이전 상태와 새 후보를 섞습니다.</translation>
    </message>
    <message>
        <source>This is the new state that each unit proposes at this step, between −1 and 1.</source>
        <translation>각 유닛이 이 시점에 내놓는 새 상태이며, −1과 1 사이입니다.</translation>
    </message>
    <message>
        <source>The update gate then says how much of it takes the place of the old state.</source>
        <translation>그중 얼마나 이전 상태의 자리를 차지할지는 업데이트 게이트가 정합니다.</translation>
    </message>
    <message>
        <source>Each row is one unit, each column one time step, and the colour is what the unit says there, between 0 and 1.</source>
        <translation>각 행은 유닛 하나, 각 열은 시점 하나이며, 색은 그 유닛이 그 시점에 내는 값으로 0과 1 사이입니다.</translation>
    </message>
    <message>
        <source>Each row is one unit, each column one time step, and the colour is what the unit says there, without limits.</source>
        <translation>각 행은 유닛 하나, 각 열은 시점 하나이며, 색은 그 유닛이 그 시점에 내는 값으로 한계가 없습니다.</translation>
    </message>
    <message>
        <source>Colours that grow from left to right: the state is about to explode.</source>
        <translation>왼쪽에서 오른쪽으로 짙어지는 색: 상태가 곧 폭주합니다.</translation>
    </message>
    <message>
        <source>In an MGU the hidden state is both the output and the memory.</source>
        <translation>MGU에서 은닉 상태는 출력이자 기억입니다.</translation>
    </message>
    <message>
        <source>Each step mixes the old state with a new candidate, in the proportion that the forget gate says.</source>
        <translation>시점마다 이전 상태와 새 후보를 망각 게이트가 정하는 비율로 섞습니다.</translation>
    </message>
    <message>
        <source>It does what a GRU&apos;s two gates do: how much of the past the candidate sees, and how much of the candidate takes its place.</source>
        <translation>GRU의 두 게이트가 하는 일을 혼자 합니다. 후보가 과거를 얼마나 보는지, 후보가 과거를 얼마나 대신하는지를 정합니다.</translation>
    </message>
    <message>
        <source>Here 0 keeps the old state as it is, and 1 replaces all of it.</source>
        <translation>여기서는 0이면 이전 상태를 그대로 두고, 1이면 모두 바꿉니다.</translation>
    </message>
    <message>
        <source>Different units differ: some stay near 0 and remember, others follow the input.</source>
        <translation>유닛마다 다릅니다. 어떤 유닛은 0 가까이에 머물며 기억하고, 다른 유닛은 입력을 따라갑니다.</translation>
    </message>
    <message>
        <source>All of it near 0: nothing new is taken in. All of it near 1: nothing is kept.</source>
        <translation>모두 0에 가까우면 새것을 받아들이지 않고, 모두 1에 가까우면 아무것도 남기지 않습니다.</translation>
    </message>
    <message>
        <source>The forget gate then says how much of it takes the place of the old state.</source>
        <translation>그다음 망각 게이트가 그중 얼마가 이전 상태를 대신할지 정합니다.</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>At every step the network says what it expects one step later: the dashed line is its forecast, the full line the truth.</source>
        <translation>시점마다 신경망은 한 시점 뒤에 올 값을 말합니다. 파선이 예측이고 실선이 실제 값입니다.</translation>
    </message>
    <message>
        <source>The dotted line only repeats the last value; it knows nothing, and it is harder to beat than it looks.</source>
        <translation>점선은 직전 값을 반복할 뿐 아무것도 모르지만, 보기보다 이기기 어렵습니다.</translation>
    </message>
    <message>
        <source>The skill compares the two: 0 is no better than repeating, 1 is perfect, below 0 is worse.</source>
        <translation>예측력은 둘을 견줍니다. 0이면 반복보다 나을 것이 없고, 1이면 완벽하며, 0보다 작으면 더 나쁩니다.</translation>
    </message>
    <message>
        <source>The dashed line turns together with the truth, also in the validation part, and the skill is above 0.</source>
        <translation>검증 구간에서도 파선이 실제 값과 함께 방향을 바꾸고, 예측력이 0보다 큽니다.</translation>
    </message>
    <message>
        <source>The dashed line is the truth moved one step to the right, or flat: the network has learnt nothing that helps.</source>
        <translation>파선이 실제 값을 한 시점 오른쪽으로 옮긴 것이거나 평평합니다. 도움이 되는 것을 배우지 못했습니다.</translation>
    </message>
    <message>
        <source>Next symbol</source>
        <translation>다음 문자</translation>
    </message>
    <message>
        <source>Under each character stand the five that the network thinks most likely to come next, the likeliest on top.</source>
        <translation>글자마다 그 아래에 신경망이 다음에 올 것으로 보는 문자 다섯 개가 있고, 가장 그럴듯한 것이 맨 위입니다.</translation>
    </message>
    <message>
        <source>The stronger the colour, the higher the probability; the last row is the character that really came.</source>
        <translation>색이 짙을수록 확률이 높습니다. 마지막 행은 실제로 온 글자입니다.</translation>
    </message>
    <message>
        <source>Cross-entropy is the mean of −ln of the probability that the truth was given, so a surprise costs much and certainty nothing.</source>
        <translation>교차 엔트로피는 실제 글자에 준 확률의 −ln을 평균한 값입니다. 뜻밖의 글자에는 크고, 확신한 글자에는 거의 없습니다.</translation>
    </message>
    <message>
        <source>Certain inside words, undecided where a new word begins, and the truth is mostly among the five.</source>
        <translation>낱말 안에서는 확신하고 새 낱말이 시작하는 곳에서는 망설이며, 실제 글자가 대개 다섯 안에 있습니다.</translation>
    </message>
    <message>
        <source>The same five under every character: the network knows only which characters are frequent.</source>
        <translation>모든 글자 아래에 같은 다섯 개가 있습니다. 신경망은 어떤 글자가 자주 나오는지만 압니다.</translation>
    </message>
    <message>
        <source>One unit</source>
        <translation>유닛 하나</translation>
    </message>
    <message>
        <source>This is one row of every heat map, drawn as lines over time.</source>
        <translation>모든 히트맵에서 한 행을 뽑아 시간에 따른 선으로 그린 것입니다.</translation>
    </message>
    <message>
        <source>The numbers are those at the cursor, and the equations below are worked out with them.</source>
        <translation>숫자는 커서에서의 값이며, 아래의 식은 그 숫자로 계산한 것입니다.</translation>
    </message>
    <message>
        <source>Move the cursor through time and see which gate made the state change.</source>
        <translation>커서를 시간에 따라 옮기면 어느 게이트가 상태를 바꾸었는지 보입니다.</translation>
    </message>
    <message>
        <source>You can say in words what the unit follows: a rhythm, a bracket, the beginning of a word.</source>
        <translation>유닛이 무엇을 따르는지 말로 할 수 있습니다. 리듬, 괄호, 낱말의 시작 같은 것입니다.</translation>
    </message>
    <message>
        <source>Flat lines: the unit is stuck or unused. Most networks have some.</source>
        <translation>평평한 선: 유닛이 한계에 붙었거나 쓰이지 않습니다. 대부분의 신경망에 몇 개는 있습니다.</translation>
    </message>
    <message>
        <source>Loss and timeline</source>
        <translation>손실과 타임라인</translation>
    </message>
    <message>
        <source>The loss says how wrong the network is at each training step, on the windows it learns from and on the validation part it never learns from.</source>
        <translation>손실은 학습 스텝마다 신경망이 얼마나 틀리는지를, 배우는 창과 결코 배우지 않는 검증 구간에서 보여 줍니다.</translation>
    </message>
    <message>
        <source>The dotted line is the naive baseline: above it the network has learnt nothing that helps.</source>
        <translation>점선은 단순 기준선입니다. 그 위에서는 도움이 되는 것을 배우지 못한 것입니다.</translation>
    </message>
    <message>
        <source>Both curves fall, and the validation curve ends below the dotted line.</source>
        <translation>두 곡선이 모두 내려가고, 검증 곡선이 점선 아래에서 끝납니다.</translation>
    </message>
    <message>
        <source>Validation rises while training falls: the network learns by heart. Both leap about: the learning rate is too high. Both are level from the start: nothing is being learnt.</source>
        <translation>학습은 내려가는데 검증은 올라갑니다: 신경망이 외우고 있습니다. 둘 다 크게 튑니다: 학습률이 너무 높습니다. 둘 다 처음부터 평평합니다: 배우는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Gradient through time</source>
        <translation>시간에 따른 기울기</translation>
    </message>
    <message>
        <source>The height says how strongly the loss would change if the state at this step were changed a little.</source>
        <translation>높이는 이 시점의 상태를 조금 바꾸면 손실이 얼마나 크게 달라지는지를 나타냅니다.</translation>
    </message>
    <message>
        <source>Learning uses exactly this: what has no gradient at a step cannot learn from that step.</source>
        <translation>학습은 바로 이것을 씁니다. 어떤 시점에 기울기가 없으면 그 시점에서 배울 수 없습니다.</translation>
    </message>
    <message>
        <source>For the loss at one chosen step the curve falls away to the left, and how slowly it falls is how far the network can learn to look back.</source>
        <translation>고른 한 시점의 손실에 대한 곡선은 왼쪽으로 갈수록 낮아집니다. 얼마나 천천히 낮아지는지가 신경망이 얼마나 멀리 돌아보도록 배울 수 있는지를 말해 줍니다.</translation>
    </message>
    <message>
        <source>From the chosen step to the left it falls gently and reaches the steps that matter.</source>
        <translation>고른 시점에서 왼쪽으로 완만하게 낮아지며 중요한 시점까지 닿습니다.</translation>
    </message>
    <message>
        <source>It vanishes within a few steps: what lies further back cannot be learnt. It grows to the left: it explodes, and only clipping holds it.</source>
        <translation>몇 시점 만에 소실됩니다: 더 앞의 것은 배울 수 없습니다. 왼쪽으로 갈수록 커집니다: 폭주하며, 클리핑만이 붙잡고 있습니다.</translation>
    </message>
    <message>
        <source>Memory length</source>
        <translation>기억 길이</translation>
    </message>
    <message>
        <source>The bracket reaches back to the earliest input that still matters to the output at the chosen step; what matters later shows in the saliency alone.</source>
        <translation>괄호는 고른 시점의 출력에 아직 영향을 주는 가장 이른 입력까지 닿습니다. 그 뒤에서 영향을 주는 것은 현저성에만 보입니다.</translation>
    </message>
    <message>
        <source>Each point is one unit&apos;s gate: to the right the share of steps at which it is nearly shut (below 0.1), upwards the share at which it is nearly open (above 0.9); the histogram counts the values, those two ends tinted.</source>
        <translation>점 하나가 한 유닛의 게이트입니다. 오른쪽으로는 거의 닫혀 있는(0.1 미만) 시점의 비율, 위로는 거의 열려 있는(0.9 초과) 시점의 비율입니다. 히스토그램은 값을 세며, 그 두 끝에 색을 깔았습니다.</translation>
    </message>
    <message>
        <source>This is one step of one unit, with the numbers it has at the cursor; a click on what is computed lights that part of the drawing.</source>
        <translation>한 유닛의 한 시점을, 커서에서의 숫자와 함께 보여 줍니다. 계산 한 줄을 누르면 그림의 그 부분이 밝아집니다.</translation>
    </message>
    <message>
        <source>Follow it from left to right: what is kept, what is proposed, how much of it is written, and what is shown. A strand that reads from the end (←) runs from right to left, from t + 1.</source>
        <translation>왼쪽에서 오른쪽으로 따라가세요. 무엇을 남기고, 무엇을 제안하고, 그중 얼마나 쓰고, 무엇을 내보이는지 보입니다. 끝에서부터 읽는 쪽(←)은 t + 1에서 시작해 오른쪽에서 왼쪽으로 갑니다.</translation>
    </message>
    <message>
        <source>The line to the right is as thick as the state that is handed on, the line to the left as the gradient that comes back from the output at the cursor; where the end is read first (←) it is the other way round.</source>
        <translation>오른쪽으로 가는 선의 굵기는 넘겨주는 상태의 크기, 왼쪽으로 가는 선의 굵기는 커서의 출력에서 되돌아오는 기울기의 크기입니다. 끝에서부터 읽는 쪽(←)에서는 방향이 반대입니다.</translation>
    </message>
    <message>
        <source>“Matters” means: changing it moves the output at least 1 % as much as changing the input that moves it most.</source>
        <translation>“영향을 준다”는 말은, 그 입력을 바꾸면 출력이 가장 크게 움직이는 입력의 1 % 이상 움직인다는 뜻입니다.</translation>
    </message>
    <message>
        <source>The curve is also the timeline: drag the playhead, or click a mark above it, to see the network as it was then. Runs repeated with other seeds are a band from their lowest validation loss to the highest, with the mean dashed.</source>
        <translation>이 곡선은 타임라인이기도 합니다. 재생 위치를 끌거나 위쪽의 표시를 클릭하면 그때의 신경망을 봅니다. 다른 시드로 반복한 실행들은 가장 낮은 검증 손실부터 가장 높은 것까지의 띠로, 그 평균은 점선으로 그립니다.</translation>
    </message>
    <message>
        <source>It measures what the network does now, not what its kind could do; watch it grow while it learns.</source>
        <translation>이런 종류의 신경망이 할 수 있는 것이 아니라 이 신경망이 지금 하는 것을 잽니다. 배우면서 길어지는 것을 지켜보세요.</translation>
    </message>
    <message>
        <source>As long as the task needs: a season, a word, the distance to the marked value.</source>
        <translation>과제가 요구하는 만큼 깁니다. 한 계절, 한 낱말, 표시된 값까지의 거리 같은 것입니다.</translation>
    </message>
    <message>
        <source>A few steps, though the answer lies further back; or as long as the whole window, so that a longer window might help.</source>
        <translation>답이 더 앞에 있는데 몇 시점뿐입니다. 또는 창 전체만큼 길어서, 창 길이를 늘리면 나아질 수 있습니다.</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>A gate at its limit has hardly any slope, so hardly any gradient passes through it.</source>
        <translation>한계에 있는 게이트는 미분값이 거의 0이라 기울기가 거의 지나가지 못합니다.</translation>
    </message>
    <message>
        <source>That is no fault in itself: a forget gate held open is what makes a long memory.</source>
        <translation>그 자체로 잘못은 아닙니다. 열린 채로 있는 망각 게이트가 긴 기억을 만듭니다.</translation>
    </message>
    <message>
        <source>Points spread over the triangle: gates that open and shut, and some that stay.</source>
        <translation>점이 삼각형 안에 고루 퍼져 있습니다. 열리고 닫히는 게이트도, 그대로인 게이트도 있습니다.</translation>
    </message>
    <message>
        <source>All points in a corner: the gates have stopped deciding anything, and can hardly learn to again.</source>
        <translation>모든 점이 한 구석에 있습니다. 게이트가 더는 아무것도 정하지 않고, 다시 배우기도 어렵습니다.</translation>
    </message>
    <message>
        <source>Eigenvalues</source>
        <translation>고윳값</translation>
    </message>
    <message>
        <source>Each point is an eigenvalue of the matrix that carries the state from one step to the next.</source>
        <translation>점 하나가 상태를 다음 시점으로 옮기는 행렬의 고윳값 하나입니다.</translation>
    </message>
    <message>
        <source>Repeated multiplication shrinks what lies inside the unit circle and lets grow what lies outside; an angle makes it turn, which is a rhythm.</source>
        <translation>거듭 곱하면 단위원 안의 것은 줄고 밖의 것은 커집니다. 각도가 있으면 돌게 되며, 그것이 리듬입니다.</translation>
    </message>
    <message>
        <source>The largest distance from the centre is the spectral radius; nonlinearity and gates change what it does, but not the tendency.</source>
        <translation>중심에서 가장 먼 거리가 스펙트럼 반지름입니다. 비선형성과 게이트가 그 작용을 바꾸지만 경향은 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>A cloud that nearly fills the circle, with some points close to its edge.</source>
        <translation>원을 거의 채우는 구름이고, 몇몇 점은 가장자리에 가깝습니다.</translation>
    </message>
    <message>
        <source>All near the centre: the state is forgotten at once. Far outside: states and gradients may explode.</source>
        <translation>모두 중심에 가깝습니다: 상태가 바로 잊힙니다. 멀리 밖에 있습니다: 상태와 기울기가 폭주할 수 있습니다.</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>For each group of weights you see how long its gradient, the weights themselves and the last update are.</source>
        <translation>가중치 묶음마다 기울기, 가중치 자체, 마지막 갱신의 크기를 봅니다.</translation>
    </message>
    <message>
        <source>The ratio of update to weights says how fast it learns; around one thousandth is a good rule of thumb.</source>
        <translation>가중치에 대한 갱신의 비는 얼마나 빨리 배우는지를 말해 줍니다. 약 1000분의 1이 좋은 어림값입니다.</translation>
    </message>
    <message>
        <source>Gradients longer than the clipping limit are shortened to it, and each such step is marked.</source>
        <translation>클리핑 한계보다 긴 기울기는 그 길이로 줄이며, 그런 스텝마다 표시합니다.</translation>
    </message>
    <message>
        <source>Ratios around 0.001 in all groups, and clipping now and then.</source>
        <translation>모든 묶음에서 비가 0.001 부근이고, 이따금 클리핑됩니다.</translation>
    </message>
    <message>
        <source>A ratio above 0.01: lower the learning rate. Below 0.0001: that group hardly learns. Clipped at nearly every step: the limit, not the gradient, sets the pace.</source>
        <translation>비가 0.01보다 큽니다: 학습률을 낮추세요. 0.0001보다 작습니다: 그 묶음은 거의 배우지 못합니다. 거의 모든 스텝에서 클리핑됩니다: 기울기가 아니라 한계가 속도를 정합니다.</translation>
    </message>
    <message>
        <source>The cell, opened</source>
        <translation>열어 본 셀</translation>
    </message>
    <message>
        <source>The same cell with the same weights is used at every step; only the numbers that flow through it differ.</source>
        <translation>모든 시점에서 같은 가중치의 같은 셀을 씁니다. 그 안을 흐르는 숫자만 다릅니다.</translation>
    </message>
    <message>
        <source>Going through time you see the gates move when the input gives a reason.</source>
        <translation>시간을 따라가면 입력이 까닭을 줄 때 게이트가 움직입니다.</translation>
    </message>
    <message>
        <source>The same numbers at every step: the unit does not respond to its input.</source>
        <translation>모든 시점에서 숫자가 같습니다. 유닛이 입력에 반응하지 않습니다.</translation>
    </message>
    <message>
        <source>The network, unrolled</source>
        <translation>펼친 신경망</translation>
    </message>
    <message>
        <source>A recurrent network is one cell with a loop; drawn out over time it is a chain of copies with the same weights.</source>
        <translation>순환 신경망은 고리가 있는 셀 하나입니다. 시간에 따라 펼쳐 그리면 같은 가중치를 가진 사본들의 사슬이 됩니다.</translation>
    </message>
    <message>
        <source>Every copy back multiplies the gradient once more, which is why it shrinks or grows from step to step.</source>
        <translation>사본 하나를 되돌아갈 때마다 기울기에 한 번 더 곱하므로, 시점마다 줄거나 커집니다.</translation>
    </message>
    <message>
        <source>The lines back keep most of their width over the steps that matter.</source>
        <translation>되돌아가는 선이 중요한 시점까지 굵기를 거의 지킵니다.</translation>
    </message>
    <message>
        <source>The lines back are hairlines after a few copies: the gradient has vanished there.</source>
        <translation>되돌아가는 선이 몇 사본 만에 실낱이 됩니다. 그곳에서 기울기가 소실되었습니다.</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>만약에</translation>
    </message>
    <message>
        <source>Here a unit or a whole gate is held at a value, silenced or shaken at every step of the probe.</source>
        <translation>관찰 구간의 모든 시점에서 유닛 하나나 게이트 전체를 한 값으로 유지하거나, 끄거나, 흔듭니다.</translation>
    </message>
    <message>
        <source>The stack shows the altered network, and the loss before and after says how much that part was needed.</source>
        <translation>스택은 바뀐 신경망을 보여 주고, 앞뒤의 손실은 그 부분이 얼마나 필요했는지 말해 줍니다.</translation>
    </message>
    <message>
        <source>Training never sees it: release it, and everything is exactly as it was.</source>
        <translation>학습에는 보이지 않습니다. 해제하면 모든 것이 정확히 이전과 같습니다.</translation>
    </message>
    <message>
        <source>Most single units can be silenced at little cost; a few matter much.</source>
        <translation>유닛 하나를 꺼도 대개 손실이 조금 늘 뿐이고, 몇몇 유닛은 많이 중요합니다.</translation>
    </message>
    <message>
        <source>Silencing a whole gate changes nothing: the network makes no use of it.</source>
        <translation>게이트 전체를 꺼도 달라지지 않습니다. 신경망이 그것을 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Memory and time against T</source>
        <translation>T에 따른 메모리와 시간</translation>
    </message>
    <message>
        <source>Backpropagation goes back through T steps at once, and until it does, it must hold every state and gate of all of them.</source>
        <translation>역전파는 T개 시점을 한 번에 거슬러 가며, 그때까지 그 모든 시점의 상태와 게이트를 붙들고 있어야 합니다.</translation>
    </message>
    <message>
        <source>Above, the line says what that takes as the form is set now, and every run is a point on it or beside it; the level is what is free.</source>
        <translation>위의 선은 지금 양식의 설정으로 그것이 차지하는 메모리이고, 실행은 저마다 그 선 위나 옆의 점입니다. 가로선은 비어 있는 메모리입니다.</translation>
    </message>
    <message>
        <source>Below, each run that was trained stands at the time that one of its steps took.</source>
        <translation>아래에는 학습한 실행이 저마다 한 스텝에 걸린 시간에 놓입니다.</translation>
    </message>
    <message>
        <source>The upright line of your T meets the slope far below what is free, and a step takes milliseconds.</source>
        <translation>T의 세로선이 빈 메모리보다 한참 아래에서 기울기 선과 만나고, 한 스텝은 몇 밀리초면 끝납니다.</translation>
    </message>
    <message>
        <source>They meet near what is free, or a step takes seconds: choose a shorter window, smaller batches or fewer units, or carry the state from window to window.</source>
        <translation>두 선이 빈 메모리 가까이에서 만나거나 한 스텝에 몇 초가 걸립니다. 창을 줄이거나 배치나 유닛을 줄이고, 또는 창에서 창으로 상태를 이어 가세요.</translation>
    </message>
    <message>
        <source>Free running</source>
        <translation>자유 실행</translation>
    </message>
    <message>
        <source>After the sequence the network gets no more data: what it puts out is what it reads next.</source>
        <translation>시퀀스가 끝나면 신경망은 더는 데이터를 받지 않습니다. 내놓은 것이 곧 다음에 읽는 것입니다.</translation>
    </message>
    <message>
        <source>Small errors are fed back and grow, so this is harder than one step ahead, and shows what the network has really understood.</source>
        <translation>작은 오차도 되돌아와 커지므로 한 시점 앞을 맞히는 것보다 어렵고, 신경망이 정말로 무엇을 이해했는지 드러납니다.</translation>
    </message>
    <message>
        <source>A text is drawn by lot from its probabilities: a low temperature keeps to the most probable, a high one is bolder. The dice fall alike at every step of training, so what changes is the network.</source>
        <translation>글은 확률에 따라 뽑습니다. 온도가 낮으면 가장 그럴듯한 글자만 고르고, 높으면 더 대담해집니다. 주사위는 학습 스텝마다 똑같이 떨어지므로, 달라지는 것은 신경망입니다.</translation>
    </message>
    <message>
        <source>The rhythm of the data goes on by itself; words and lines look like the text&apos;s.</source>
        <translation>데이터의 리듬이 저절로 이어지고, 낱말과 줄이 원래 글과 닮았습니다.</translation>
    </message>
    <message>
        <source>It falls flat, runs away, or says the same word for ever: one step ahead can look good all the same.</source>
        <translation>평평해지거나, 멀리 달아나거나, 같은 낱말을 끝없이 되풀이합니다. 한 시점 앞의 예측은 그래도 좋아 보일 수 있습니다.</translation>
    </message>
    <message>
        <source>Gradient over training</source>
        <translation>학습에 따른 기울기</translation>
    </message>
    <message>
        <source>Each line is the gradient through time at one keyframe, from the beginning of training at the top to now at the bottom.</source>
        <translation>선 하나가 키프레임 하나에서의 시간에 따른 기울기입니다. 맨 위가 학습의 시작, 맨 아래가 지금입니다.</translation>
    </message>
    <message>
        <source>Columns stand below those of the stack; brighter means that the step matters more to what is differentiated.</source>
        <translation>열은 스택의 열 바로 아래에 있습니다. 밝을수록 그 시점이 미분하는 값에 더 중요합니다.</translation>
    </message>
    <message>
        <source>Click a line to see the whole network as it was then.</source>
        <translation>선을 클릭하면 그때의 신경망 전체를 봅니다.</translation>
    </message>
    <message>
        <source>The bright part grows to the left, line by line: the network learns to look further back.</source>
        <translation>밝은 부분이 선마다 왼쪽으로 늘어납니다. 신경망이 더 멀리 돌아보도록 배우고 있습니다.</translation>
    </message>
    <message>
        <source>Bright only at the right edge to the end: it has not learnt to remember. Sudden bright lines: the gradient explodes there.</source>
        <translation>끝까지 오른쪽 가장자리만 밝습니다: 기억하기를 배우지 못했습니다. 갑자기 밝은 선이 나타납니다: 거기서 기울기가 폭주합니다.</translation>
    </message>
    <message>
        <source>Class probabilities</source>
        <translation>클래스 확률</translation>
    </message>
    <message>
        <source>At every step the network says how probable each class is, by all that it has read so far; the five most probable are shown, and all of them where there are no more.</source>
        <translation>매 시점 신경망은 지금까지 읽은 것으로 각 클래스의 확률을 말합니다. 가장 높은 다섯을 보이고, 다섯을 넘지 않으면 모두 보입니다.</translation>
    </message>
    <message>
        <source>The mark is the truth. Where a whole sequence has one class, it stands at the last step, and only there is it learnt: what comes before shows when the network makes up its mind.</source>
        <translation>표시는 실제 클래스입니다. 시퀀스 전체에 클래스가 하나일 때는 마지막 시점에 서고 그곳에서만 학습합니다. 그 앞은 신경망이 언제 마음을 정하는지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Accuracy is the share of targets whose class was given the highest probability; compare it with always saying the most frequent class.</source>
        <translation>정확도는 실제 클래스에 가장 높은 확률을 준 목표의 비율입니다. 언제나 가장 잦은 클래스를 말하는 것과 견주어 보세요.</translation>
    </message>
    <message>
        <source>Undecided at first, then certain, and of the class that is marked; also in the validation part.</source>
        <translation>처음에는 망설이다가 표시된 클래스로 확신합니다. 검증 부분에서도 그렇습니다.</translation>
    </message>
    <message>
        <source>The same probabilities at every step and for every sequence: the network knows only how often each class comes.</source>
        <translation>모든 시점과 모든 시퀀스에서 같은 확률입니다. 신경망은 각 클래스가 얼마나 자주 나오는지만 압니다.</translation>
    </message>
    <message>
        <source>From text to vectors</source>
        <translation>텍스트에서 벡터까지</translation>
    </message>
    <message>
        <source>A network reads numbers. Each sentence is brought to one form and cut into tokens, and each token becomes the number of its place in the vocabulary: its id.</source>
        <translation>신경망은 수를 읽습니다. 문장은 한 가지 꼴로 고쳐 토큰으로 나누고, 토큰은 어휘에서의 자리 번호가 됩니다.</translation>
    </message>
    <message>
        <source>Sentences that are learnt together must be of one length: the shorter ones are filled up at the end, and what was filled in never counts in the loss.</source>
        <translation>함께 학습하는 문장은 길이가 같아야 합니다. 짧은 문장은 끝을 채우며, 채운 것은 손실에 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>An id says nothing by its size, so it becomes a vector: one-hot, as wide as the vocabulary with a single 1, or an embedding, a few numbers of its own that are learnt.</source>
        <translation>번호의 크기에는 뜻이 없으므로 벡터로 바꿉니다. 어휘만큼 넓고 1이 하나뿐인 원-핫이거나, 학습하는 수 몇 개인 임베딩입니다.</translation>
    </message>
    <message>
        <source>Few unknown tokens, little padding, and while it learns, tokens that are used alike get vectors that are alike.</source>
        <translation>모르는 토큰과 패딩이 적고, 학습하면서 비슷하게 쓰이는 토큰의 벡터가 비슷해집니다.</translation>
    </message>
    <message>
        <source>Many unknown tokens, or more padding than text: choose smaller tokens, a larger vocabulary, or cut long texts.</source>
        <translation>모르는 토큰이 많거나 텍스트보다 패딩이 많습니다. 더 작은 토큰이나 더 큰 어휘를 고르거나 긴 텍스트를 자르세요.</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>진단</translation>
    </message>
    <message>
        <source>Rules with numbers look at what a run has measured and at what its network does on the probe; what stands out is said with its number and its place.</source>
        <translation>수치가 정해진 규칙들이 실행에서 측정된 것과 신경망이 관찰 구간에서 하는 일을 살펴보고, 눈에 띄는 점을 수치와 위치와 함께 말해 줍니다.</translation>
    </message>
    <message>
        <source>Each has a link to the view that shows it, and one change that a click makes: to this run, or to a new one that differs in nothing else.</source>
        <translation>각 항목에는 그것을 보여 주는 뷰로 가는 링크와 클릭 한 번으로 하는 변경 하나가 있습니다. 이 실행을 바꾸거나, 그것만 다른 새 실행을 만듭니다.</translation>
    </message>
    <message>
        <source>What merely follows from something else that was found is left out, so that the right end is mended.</source>
        <translation>이미 찾은 다른 문제에서 따라 나올 뿐인 것은 말하지 않습니다. 그래야 원인을 고치게 됩니다.</translation>
    </message>
    <message>
        <source>“Nothing stands out.” Every rule was asked, and none of the numbers was reached.</source>
        <translation>“눈에 띄는 점이 없습니다.” 모든 규칙을 확인했고 어느 수치에도 이르지 않았습니다.</translation>
    </message>
    <message>
        <source>A finding that comes back in every new run: look at the view that it links to before you click again.</source>
        <translation>새 실행마다 다시 나타나는 진단: 다시 클릭하기 전에 링크된 뷰를 살펴보세요.</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>수가 아님</translation>
    </message>
    <message>
        <source>The loss or the gradient of a step is no number; one such step is enough. A click: a new run with a tenth of the learning rate, or with clip 1 where nothing is clipped.</source>
        <translation>어느 스텝의 손실이나 기울기가 수가 아닙니다. 그런 스텝 하나면 충분합니다. 클릭: 학습률이 10분의 1인 새 실행, 클리핑이 없었다면 클리핑 1인 새 실행.</translation>
    </message>
    <message>
        <source>Unscaled inputs</source>
        <translation>스케일링하지 않은 입력</translation>
    </message>
    <message>
        <source>An input that is not scaled is more than {large} in size, or more than {large} times as large as the smallest. A click: a new run with every input scaled to mean 0 and deviation 1.</source>
        <translation>스케일링하지 않은 입력의 크기가 {large}보다 크거나 가장 작은 입력의 {large}배를 넘습니다. 클릭하면 모든 입력을 평균 0, 편차 1로 스케일링한 새 실행을 만듭니다.</translation>
    </message>
    <message>
        <source>Learning rate too high</source>
        <translation>너무 높은 학습률</translation>
    </message>
    <message>
        <source>The training loss (median of {block} steps) stands at more than {rose} times its lowest and {high} of its first, and the network&apos;s skill is {little} at most. A click: a tenth of the learning rate.</source>
        <translation>학습 손실({block}스텝의 중앙값)이 최저값의 {rose}배와 첫 값의 {high}보다 높고, 예측력이 {little} 이하입니다. 클릭: 학습률을 10분의 1로.</translation>
    </message>
    <message>
        <source>Exploding gradient</source>
        <translation>기울기 폭주</translation>
    </message>
    <message>
        <source>Nothing is clipped, and a gradient of the last {recent} steps is more than {spike} times as long as they usually are, or that of the last output grows more than {grew} times on its way back through the probe. A click: clipping at the usual length, or at 1.</source>
        <translation>클리핑을 하지 않는데 최근 {recent}스텝 가운데 어떤 기울기가 평소 길이의 {spike}배보다 길거나, 마지막 출력의 기울기가 관찰 구간을 거슬러 가며 {grew}배 넘게 커집니다. 클릭: 평소 길이 또는 1에서 클리핑.</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>죽은 유닛</translation>
    </message>
    <message>
        <source>More than {dead} of a layer&apos;s ReLU units are 0 at every step of the probe. A click: a new run with tanh.</source>
        <translation>한 층의 ReLU 유닛 가운데 {dead} 넘게 관찰 구간의 모든 시점에서 0입니다. 클릭: tanh를 쓰는 새 실행.</translation>
    </message>
    <message>
        <source>Saturated gates or units</source>
        <translation>포화된 게이트나 유닛</translation>
    </message>
    <message>
        <source>At least {most} of a gate&apos;s units stand below 0.1 or above 0.9, or as many tanh units beyond ±0.99, at {always} of the probe&apos;s steps. A click: a new run with a tenth of the learning rate, or with forget bias 1.</source>
        <translation>한 게이트의 유닛 {most} 이상이 관찰 구간 시점의 {always}에서 0.1 아래나 0.9 위에 있거나, 그만큼의 tanh 유닛이 ±0.99를 넘습니다. 클릭: 학습률이 10분의 1이거나 망각 편향이 1인 새 실행.</translation>
    </message>
    <message>
        <source>Vanishing gradient</source>
        <translation>기울기 소실</translation>
    </message>
    <message>
        <source>What reaches the first step that training can see is less than {vanished} of the largest, and the network has stopped with a skill below {little}. A click: a new run with an LSTM, else with forget bias 1, else with orthogonal weights.</source>
        <translation>학습이 볼 수 있는 첫 시점에 닿는 기울기가 가장 큰 것의 {vanished}보다 작고, 신경망이 예측력 {little} 미만에서 멈췄습니다. 클릭: LSTM을 쓰는 새 실행, 아니면 망각 편향 1, 아니면 직교 가중치.</translation>
    </message>
    <message>
        <source>Clipped nearly always</source>
        <translation>거의 항상 클리핑됨</translation>
    </message>
    <message>
        <source>At least {clipped} of the last {recent} gradients were clipped. A click: a clip at twice the length that nine of ten of them stay below.</source>
        <translation>최근 {recent}개 기울기의 {clipped} 이상이 클리핑되었습니다. 클릭: 열에 아홉이 넘지 않는 길이의 두 배에서 클리핑.</translation>
    </message>
    <message>
        <source>Over-fitting</source>
        <translation>과적합</translation>
    </message>
    <message>
        <source>The last three validation losses are all more than {worse} above the best, while the training loss went on falling. A click: a new run that stops early, else with half the units.</source>
        <translation>마지막 세 검증 손실이 모두 최저값보다 {worse} 넘게 높은데 학습 손실은 계속 내려갔습니다. 클릭: 조기 종료하는 새 실행, 아니면 유닛이 절반인 새 실행.</translation>
    </message>
    <message>
        <source>No better than naive</source>
        <translation>단순 기준선보다 나을 것 없음</translation>
    </message>
    <message>
        <source>The later half of the validation losses is not below the naive baseline&apos;s, and less than {stalled} below the earlier half. A click: a new run on differences, else with twice the units.</source>
        <translation>검증 손실의 뒤쪽 절반이 단순 기준선보다 낮지 않고, 앞쪽 절반보다 {stalled}도 낮아지지 않았습니다. 클릭: 차분을 학습하는 새 실행, 아니면 유닛이 두 배인 새 실행.</translation>
    </message>
    <message>
        <source>Probe longer than the window</source>
        <translation>창보다 긴 관찰 구간</translation>
    </message>
    <message>
        <source>The probe has more steps than training sees at once, so that what lies further back was never learnt. A click: a new run that sees as many steps.</source>
        <translation>관찰 구간의 시점이 학습이 한 번에 보는 것보다 많아, 더 뒤에 있는 것은 학습된 적이 없습니다. 클릭: 그만큼의 시점을 보는 새 실행.</translation>
    </message>
    <message>
        <source>Residual stream</source>
        <translation>잔차 스트림</translation>
    </message>
    <message>
        <source>Each row is one place of the stream, each column one time step: what stands there when this block is through, and what the next one reads.</source>
        <translation>가로줄 하나가 스트림의 한 자리이고 세로줄 하나가 한 단계입니다. 이 블록이 끝났을 때 그 자리에 있는 값이며, 다음 블록이 읽는 값입니다.</translation>
    </message>
    <message>
        <source>It begins as the vector of the input and of its place; every block adds what its heads have found and what its units make of that, and takes nothing away.</source>
        <translation>입력 벡터와 위치 벡터에서 시작합니다. 블록마다 헤드가 찾은 것과 유닛이 그것으로 만든 것을 더하기만 하고 빼지는 않습니다.</translation>
    </message>
    <message>
        <source>It is no memory: no step takes it over from the step before, the past is reached through attention alone. It has no limits of its own.</source>
        <translation>기억은 아닙니다. 앞 단계에서 넘겨받는 것이 없고 과거에는 어텐션으로만 닿습니다. 정해진 한계가 없습니다.</translation>
    </message>
    <message>
        <source>Patterns that follow the input, and differ from layer to layer as more is added.</source>
        <translation>입력을 따라가는 무늬가 있고, 더해질수록 층마다 달라집니다.</translation>
    </message>
    <message>
        <source>One row that is at full colour everywhere: it carries no news, only a constant. Columns all alike: the network does not tell its inputs apart.</source>
        <translation>한 줄이 어디서나 가장 진하면 새 소식 없이 상수만 나릅니다. 세로줄이 모두 같으면 신경망이 입력을 구별하지 못하는 것입니다.</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Each column is the step that looks, each row a step that it may look at, the first on top; the colour is the share of its attention, and each column sums to 1.</source>
        <translation>세로줄은 바라보는 단계이고 가로줄은 바라볼 수 있는 단계이며 첫 단계가 맨 위입니다. 색은 어텐션의 몫이고 세로줄마다 합이 1입니다.</translation>
    </message>
    <message>
        <source>A step sees itself and those before it, so that nothing stands below the diagonal: nobody looks at what is still to come.</source>
        <translation>각 단계는 자신과 그 앞만 봅니다. 그래서 대각선 아래에는 아무것도 없습니다. 아직 오지 않은 것은 아무도 보지 않습니다.</translation>
    </message>
    <message>
        <source>Each head has a map of its own and looks back in its own way; what it finds is added to the residual stream.</source>
        <translation>헤드마다 맵이 따로 있고 저마다의 방식으로 뒤돌아봅니다. 찾은 것은 잔차 스트림에 더해집니다.</translation>
    </message>
    <message>
        <source>Lines beside the diagonal, which look a fixed number of steps back, or spots at steps that matter: the last blank, the same letter before, a season ago.</source>
        <translation>대각선과 나란한 줄은 정해진 단계만큼 뒤를 보는 것이고, 점은 중요한 단계를 보는 것입니다. 마지막 빈칸, 앞에 나온 같은 글자, 한 계절 전처럼요.</translation>
    </message>
    <message>
        <source>Even colour in every column, as at the start: the head takes the mean of all it sees. All of it on the first step: the head has nothing to do.</source>
        <translation>처음처럼 세로줄이 고른 색이면 헤드는 보이는 모든 것의 평균을 냅니다. 모두 첫 단계에 몰리면 헤드가 할 일이 없는 것입니다.</translation>
    </message>
    <message>
        <source>Feed-forward units</source>
        <translation>피드포워드 유닛</translation>
    </message>
    <message>
        <source>Each row is one unit inside the block, each column one time step: what GELU lets through, nearly nothing below 0 and nearly all above.</source>
        <translation>가로줄 하나가 블록 안의 유닛이고 세로줄 하나가 한 단계입니다. GELU가 통과시킨 값으로, 0 아래는 거의 막고 위는 그대로 보냅니다.</translation>
    </message>
    <message>
        <source>They see one step at a time: what is to be known of other steps has been brought there by attention.</source>
        <translation>한 번에 한 단계만 봅니다. 다른 단계에 대해 알아야 할 것은 어텐션이 가져다 놓았습니다.</translation>
    </message>
    <message>
        <source>What they say is weighed and added to the residual stream. Their rows are no units of the stream: there are more of them.</source>
        <translation>내는 값은 가중되어 잔차 스트림에 더해집니다. 이 줄들은 스트림의 유닛이 아니며 수가 더 많습니다.</translation>
    </message>
    <message>
        <source>Most are near 0 at most steps, and each answers to something of its own.</source>
        <translation>대부분의 단계에서 거의 0이고, 저마다 다른 것에 반응합니다.</translation>
    </message>
    <message>
        <source>Rows that are 0 at every step do nothing here; rows alike at every step add a constant.</source>
        <translation>모든 단계에서 0인 줄은 여기서 하는 일이 없고, 모든 단계에서 같은 줄은 상수를 더합니다.</translation>
    </message>
    <message>
        <source>It says how much the loss, or one output, would change if the residual stream of a layer were a little different at that step.</source>
        <translation>그 단계에서 한 층의 잔차 스트림이 조금 달랐다면 손실이나 출력 하나가 얼마나 달라졌을지 말해 줍니다.</translation>
    </message>
    <message>
        <source>It does not go back step by step: attention leads from every step to each one before it at once, so that distance alone costs nothing.</source>
        <translation>한 단계씩 되돌아가지 않습니다. 어텐션이 모든 단계에서 그 앞의 각 단계로 바로 이어지므로 멀다는 것만으로 잃는 것은 없습니다.</translation>
    </message>
    <message>
        <source>Where it is small, no head has looked at that step for what is asked about, in any layer.</source>
        <translation>작은 곳은 묻는 것을 위해 어느 층의 어느 헤드도 그 단계를 보지 않은 것입니다.</translation>
    </message>
    <message>
        <source>Peaks at the steps that matter, however far back they lie.</source>
        <translation>아무리 먼 과거라도 중요한 단계에서 솟아오릅니다.</translation>
    </message>
    <message>
        <source>Only the last steps have any: the network uses little of the context that it pays for.</source>
        <translation>마지막 몇 단계에만 있습니다. 신경망이 값을 치르는 문맥을 거의 쓰지 않는 것입니다.</translation>
    </message>
    <message>
        <source>After the sequence the network goes on alone: what it said is its next input.</source>
        <translation>시퀀스가 끝나면 신경망이 혼자 이어 갑니다. 스스로 낸 출력이 다음 입력이 됩니다.</translation>
    </message>
    <message>
        <source>The keys and values of the steps before are kept, so that a step costs one row of each product and not all of them again.</source>
        <translation>앞 단계들의 키와 값을 간직하므로 한 단계에 곱마다 한 줄만 계산하고 전부 다시 계산하지 않습니다.</translation>
    </message>
    <message>
        <source>It sees as many steps as a window has. When they are full it slides: the older half is let go of, and the rest stands from the first place on.</source>
        <translation>윈도 길이만큼의 단계를 봅니다. 가득 차면 미끄러집니다. 오래된 절반을 놓아 보내고 나머지를 첫 자리부터 다시 놓습니다.</translation>
    </message>
    <message>
        <source>It goes on in the manner of what it learnt from, beyond its context too.</source>
        <translation>문맥을 넘어서도 배운 것과 같은 식으로 이어 갑니다.</translation>
    </message>
    <message>
        <source>It repeats itself, or loses its way where the older half of its context is let go of.</source>
        <translation>같은 것을 되풀이하거나, 문맥의 오래된 절반을 놓아 보낸 곳에서 흐름을 잃습니다.</translation>
    </message>
    <message>
        <source>Every step looks at all those before it: the time of attention grows with T², while that of all else grows with T.</source>
        <translation>단계마다 앞의 모든 단계를 봅니다. 어텐션의 시간은 T²에 따라, 나머지 전부의 시간은 T에 따라 늘어납니다.</translation>
    </message>
    <message>
        <source>Its maps are not kept while it trains, so that memory grows with T alone; with dropout they are, and the line bends upwards with T².</source>
        <translation>학습하는 동안 맵을 간직하지 않으므로 메모리는 T에만 따라 늘어납니다. 드롭아웃이 있으면 간직하며, 선이 T²에 따라 위로 휩니다.</translation>
    </message>
    <message>
        <source>They meet near what is free, or a step takes seconds: choose a shorter window or no dropout.</source>
        <translation>남은 메모리 가까이에서 만나거나 한 스텝이 몇 초 걸립니다. 더 짧은 윈도를 고르거나 드롭아웃을 끄세요.</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>은닉 유닛</translation>
    </message>
    <message>
        <source>Each line is one unit, each column one row of the table, and the colour is what the unit says of it.</source>
        <translation>가로줄 하나가 유닛이고 세로줄 하나가 표의 한 행이며, 색은 유닛이 그 행에 내는 값입니다.</translation>
    </message>
    <message>
        <source>Every row goes through by itself: there is no memory, and the columns could stand in any other order.</source>
        <translation>행마다 따로 통과합니다. 기억이 없어서 세로줄의 순서를 바꾸어도 됩니다.</translation>
    </message>
    <message>
        <source>Each layer sees what the one below says, and the output what the last one says.</source>
        <translation>층마다 아래층의 값을 보고, 출력은 마지막 층의 값을 봅니다.</translation>
    </message>
    <message>
        <source>Units answer to different rows, and rows of the same kind look alike.</source>
        <translation>유닛마다 다른 행에 반응하고, 같은 부류의 행은 비슷해 보입니다.</translation>
    </message>
    <message>
        <source>Lines of one colour: a unit that says the same of every row. ReLU units that are 0 everywhere are dead and learn no more.</source>
        <translation>한 색인 줄은 모든 행에 같은 값을 내는 유닛입니다. 어디서나 0인 ReLU 유닛은 죽은 것이며 더 배우지 못합니다.</translation>
    </message>
    <message>
        <source>Attention between two sequences</source>
        <translation>두 시퀀스 사이의 어텐션</translation>
    </message>
    <message>
        <source>Each row is a letter that is written, each column a letter that was read; the colour is the share of its attention that the one gives to the other, and each row sums to 1.</source>
        <translation>행은 쓰는 글자, 열은 읽은 글자입니다. 색은 쓰는 글자가 읽은 글자에 주는 어텐션의 비율이며, 행마다 합이 1입니다.</translation>
    </message>
    <message>
        <source>At every step the decoder looks back at all that was read and takes the mean with these shares. Without attention one state is all that it is given: a strip in this place then shows it, unit by unit.</source>
        <translation>디코더는 스텝마다 읽은 모든 것을 되돌아보고 이 비율로 평균을 냅니다. 어텐션이 없으면 상태 하나가 받는 전부이며, 그때는 이 자리의 띠가 그것을 유닛별로 보여 줍니다.</translation>
    </message>
    <message>
        <source>Nobody tells it where to look: the map is learnt with everything else, because answers become right by it.</source>
        <translation>어디를 볼지 아무도 알려 주지 않습니다. 그렇게 해야 답이 맞게 되므로 다른 모든 것과 함께 학습됩니다.</translation>
    </message>
    <message>
        <source>A path of bright spots: a diagonal where both sequences run alike, steps aside where words change places. With an encoder that reads both ways the path may lie a step beside the letter that is meant.</source>
        <translation>밝은 점들이 이어진 길: 두 시퀀스가 나란히 가면 대각선이고, 낱말의 자리가 바뀌면 옆으로 벗어납니다. 양방향 인코더에서는 길이 해당 글자에서 한 칸 옆에 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>Even colour everywhere, as at the start: it takes the mean of all and knows no places. All on the last letter: it does without looking back.</source>
        <translation>처음처럼 어디나 고른 색: 모두의 평균을 낼 뿐 자리를 모릅니다. 모두 마지막 글자에: 되돌아보지 않고 해내고 있습니다.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>In the list the network writes by itself: each letter is given what it wrote before, right or wrong. The pairs are of the validation part, from which it never learns.</source>
        <translation>목록에서는 네트워크가 스스로 씁니다. 글자마다 맞든 틀리든 자기가 앞에 쓴 것을 받습니다. 쌍은 학습에 전혀 쓰지 않는 검증 부분의 것입니다.</translation>
    </message>
    <message>
        <source>In the stack it is told the truth before each letter, so that one slip does not spoil all that follows; the two can differ.</source>
        <translation>스택에서는 글자마다 그 앞의 정답을 알려 주므로 한 번의 실수가 뒤를 망치지 않습니다. 그래서 둘이 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>A letter is red and underlined where another one should stand. A click makes a pair the one that is looked at; in the middle, a tree shows the best answers that a beam search finds.</source>
        <translation>다른 글자가 있어야 할 곳의 글자는 빨갛고 밑줄이 있습니다. 쌍을 누르면 그 쌍을 관찰합니다. 가운데에 크게 두면 빔 탐색이 찾은 가장 좋은 답들이 나무로 나타납니다.</translation>
    </message>
    <message>
        <source>Fewer and fewer red letters, until whole answers are right.</source>
        <translation>빨간 글자가 점점 줄어 답 전체가 맞게 됩니다.</translation>
    </message>
    <message>
        <source>The same answer to everything: it has learnt what is frequent and not yet to read. Right in the stack but wrong in the list: it lives on being told the truth, and less teacher forcing may help.</source>
        <translation>무엇에나 같은 답: 흔한 것만 배웠고 아직 읽지 못합니다. 스택에서는 맞고 목록에서는 틀림: 정답을 알려 주는 데 기대고 있으니 교사 강요를 줄이면 나을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>_Empty</name>
    <message>
        <source>The loss of every run appears here, and is the timeline.</source>
        <translation>모든 실행의 손실이 여기에 나타나며, 이것이 곧 타임라인입니다.</translation>
    </message>
    <message>
        <source>Press Play; then drag the playhead to go back in time.</source>
        <translation>재생을 누르세요. 그다음 재생 위치를 끌면 과거로 돌아갑니다.</translation>
    </message>
</context>
<context>
    <name>_Key</name>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>seeds, lowest to highest</source>
        <translation>시드, 최저~최고</translation>
    </message>
    <message>
        <source>clipped</source>
        <translation>클리핑됨</translation>
    </message>
</context>
</TS>
