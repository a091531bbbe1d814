//! A light client: smoldot, as the other end of a JSON-RPC conversation.
//!
//! `subxt` brings one too, but none that remembers. This one keeps in a [file](memory) what it learnt: which nodes
//! there are, the code of the runtime, and the last final block with who signs the next ones. So the next start finds
//! the chain even if every boot node has gone, downloads no code, and goes on from there.

mod memory;

use anyhow::{anyhow, Result};
use futures::StreamExt;
use memory::Memory;
use serde::Deserialize;
use serde_json::value::{to_raw_value, RawValue};
use smoldot_light::{
	platform::DefaultPlatform, AddChainConfig, AddChainConfigJsonRpc, ChainId, Client,
	JsonRpcResponses,
};
use std::{
	collections::HashMap,
	num::NonZeroU32,
	path::PathBuf,
	sync::{Arc, OnceLock},
	time::Duration,
};
use subxt::rpcs::{
	client::{RawRpcFuture, RawRpcSubscription, RpcClient, RpcClientT},
	Error, UserError,
};
use tokio::{
	sync::{mpsc, oneshot},
	time::{sleep_until, Instant},
};

type Platform = Arc<DefaultPlatform>;

/// By then a light client that reaches the chain at all mostly has its runtime. If not, it is tried again as late.
const FIRST_NOTE: Duration = Duration::from_secs(20);

/// How often it writes down what it learnt. Rarely: disks wear out, and nodes, code and authorities change seldom.
const NOTES_PAUSE: Duration = Duration::from_secs(6 * 3_600);

/// The most bytes of such a note. The code of a runtime is most of it.
const LONGEST_NOTE: u32 = 16 * 1024 * 1024;

const NOTE_METHOD: &str = "chainHead_unstable_finalizedDatabase";

/// Starts a light client of the chain with this raw specification, which remembers in a file. Must be called
/// in a Tokio runtime. It ends when the last clone of what is returned is dropped.
///
/// # Errors
///
/// If the specification is none.
pub(crate) fn start(specification: &str, file: Option<PathBuf>) -> Result<RpcClient> {
	let memory = file.map(|file| Memory::of(specification, file)).transpose()?;
	let (specification, learnt) = match &memory {
		Some(memory) => memory.recall(specification),
		None => (specification.into(), String::new()),
	};
	let mut client = Client::new(platform());
	let chain = client
		.add_chain(AddChainConfig {
			user_data: (),
			specification: &specification,
			database_content: &learnt,
			potential_relay_chains: std::iter::empty(),
			json_rpc: AddChainConfigJsonRpc::Enabled {
				max_pending_requests: NonZeroU32::MAX,
				max_subscriptions: u32::MAX,
			},
			statement_protocol_config: None,
		})
		.map_err(|error| anyhow!("The chain specification cannot serve a light client: {error}"))?;
	let answers = chain.json_rpc_responses.expect("JSON-RPC is enabled above; qed");
	let (asker, questions) = mpsc::unbounded_channel();
	let conversation = Conversation {
		client,
		chain: chain.chain_id,
		asked: 0,
		open: HashMap::new(),
		subscribers: HashMap::new(),
		memory,
		next_note: Instant::now() + FIRST_NOTE,
	};
	tokio::spawn(conversation.run(questions, answers));
	Ok(RpcClient::new(Asker(asker)))
}

/// The threads and sockets of all light clients of this program.
fn platform() -> Platform {
	static PLATFORM: OnceLock<Platform> = OnceLock::new();
	let new =
		|| DefaultPlatform::new(env!("CARGO_PKG_NAME").into(), env!("CARGO_PKG_VERSION").into());
	PLATFORM.get_or_init(new).clone()
}

type Answer = std::result::Result<Box<RawValue>, Error>;
type News = mpsc::UnboundedReceiver<Answer>;

/// A question, and where its answer goes.
struct Question {
	method: String,
	parameters: Option<Box<RawValue>>,
	answer: Receiver,
}

/// Who waits for an answer.
enum Receiver {
	Nobody,
	Once(oneshot::Sender<Answer>),
	/// The answer is the name of a subscription, whose news come later.
	Subscriber {
		accepted: oneshot::Sender<std::result::Result<(String, News), Error>>,
		end: String,
	},
	/// The client's own file.
	Memory,
}

/// Asks the light client.
struct Asker(mpsc::UnboundedSender<Question>);

impl Asker {
	async fn ask<T>(
		&self,
		method: &str,
		parameters: Option<Box<RawValue>>,
		answer: impl FnOnce(oneshot::Sender<std::result::Result<T, Error>>) -> Receiver,
	) -> std::result::Result<T, Error> {
		let (sender, receiver) = oneshot::channel();
		let question = Question { method: method.into(), parameters, answer: answer(sender) };
		let has_ended = || Error::Client("the light client has ended".into());
		self.0.send(question).map_err(|_| has_ended())?;
		receiver.await.map_err(|_| has_ended())?
	}
}

impl RpcClientT for Asker {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		parameters: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		Box::pin(self.ask(method, parameters, Receiver::Once))
	}

	fn subscribe_raw<'a>(
		&'a self,
		method: &'a str,
		parameters: Option<Box<RawValue>>,
		end: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		Box::pin(async move {
			let subscriber = |accepted| Receiver::Subscriber { accepted, end: end.into() };
			let (name, mut news) = self.ask(method, parameters, subscriber).await?;
			let stream = futures::stream::poll_fn(move |context| news.poll_recv(context)).boxed();
			Ok(RawRpcSubscription { stream, id: Some(name) })
		})
	}
}

/// What the light client says.
#[derive(Deserialize)]
struct Said {
	/// The number of the question that it answers.
	id: Option<u64>,
	result: Option<Box<RawValue>>,
	error: Option<Box<RawValue>>,
	/// News of a subscription.
	params: Option<Told>,
}

#[derive(Deserialize)]
struct Told {
	subscription: String,
	result: Option<Box<RawValue>>,
	error: Option<Box<RawValue>>,
}

/// What was said, whether it went well or not. A result may be `null`.
fn answer_of(result: Option<Box<RawValue>>, error: Option<Box<RawValue>>) -> Answer {
	let null = || to_raw_value(&()).map_err(Error::Serialization);
	let Some(error) = error else { return result.map_or_else(null, Ok) };
	match serde_json::from_str::<UserError>(error.get()) {
		Ok(known) => Err(Error::User(known)),
		Err(_) => Err(Error::Client(error.get().into())),
	}
}

/// The program's end of the conversation.
struct Conversation {
	client: Client<Platform>,
	chain: ChainId,
	/// How many questions were asked.
	asked: u64,
	/// The questions without an answer, by number.
	open: HashMap<u64, Receiver>,
	/// The subscriptions, by name.
	subscribers: HashMap<String, Subscriber>,
	/// Where to remember what was learnt.
	memory: Option<Memory>,
	/// When to do that.
	next_note: Instant,
}

/// Who gets the news of a subscription, and by which method it ends.
struct Subscriber {
	news: mpsc::UnboundedSender<Answer>,
	end: String,
}

impl Conversation {
	/// Goes on until nobody can ask any more.
	async fn run(
		mut self,
		mut questions: mpsc::UnboundedReceiver<Question>,
		mut answers: JsonRpcResponses<Platform>,
	) {
		loop {
			tokio::select! {
				question = questions.recv() => match question {
					Some(question) => self.ask(question),
					None => return,
				},
				said = answers.next() => match said {
					Some(said) => self.hear(&said),
					None => return,
				},
				() = sleep_until(self.next_note), if self.memory.is_some() => {
					self.next_note = Instant::now() + FIRST_NOTE;
					let parameters = to_raw_value(&[LONGEST_NOTE]).ok();
					let method = NOTE_METHOD.into();
					self.ask(Question { method, parameters, answer: Receiver::Memory });
				}
			}
		}
	}

	fn ask(&mut self, Question { method, parameters, answer }: Question) {
		self.asked += 1;
		let parameters = parameters.as_ref().map_or("[]", |parameters| parameters.get());
		let question = format!(
			r#"{{"jsonrpc":"2.0","id":{},"method":"{method}","params":{parameters}}}"#,
			self.asked
		);
		match self.client.json_rpc_request(question, self.chain) {
			Ok(()) => drop(self.open.insert(self.asked, answer)),
			Err(error) => self.give(answer, Err(Error::Client(error.to_string().into()))),
		}
	}

	fn hear(&mut self, said: &str) {
		let Ok(Said { id, result, error, params }) = serde_json::from_str(said) else {
			tracing::warn!("The light client says what nobody understands: {said}");
			return;
		};
		if let Some(Told { subscription, result, error }) = params {
			self.tell(subscription, answer_of(result, error));
		} else if let Some(receiver) = id.and_then(|id| self.open.remove(&id)) {
			self.give(receiver, answer_of(result, error));
		}
	}

	/// Tells a subscriber, or ends the subscription of one who has left.
	fn tell(&mut self, subscription: String, news: Answer) {
		let Some(subscriber) = self.subscribers.get(&subscription) else { return };
		if subscriber.news.send(news).is_err() {
			let method = subscriber.end.clone();
			self.subscribers.remove(&subscription);
			let parameters = to_raw_value(&[subscription]).ok();
			self.ask(Question { method, parameters, answer: Receiver::Nobody });
		}
	}

	/// Gives an answer to who waits for it; who asked may have given up.
	fn give(&mut self, receiver: Receiver, answer: Answer) {
		match receiver {
			Receiver::Nobody => {}
			Receiver::Once(sender) => drop(sender.send(answer)),
			Receiver::Subscriber { accepted, end } => {
				let name = answer.and_then(|name| {
					serde_json::from_str::<String>(name.get()).map_err(Error::Deserialization)
				});
				let begun = name.map(|name| {
					let (sender, news) = mpsc::unbounded_channel();
					self.subscribers.insert(name.clone(), Subscriber { news: sender, end });
					(name, news)
				});
				drop(accepted.send(begun));
			}
			Receiver::Memory => {
				let kept = answer.map_err(Into::into).and_then(|note| self.remember(&note));
				if let Err(error) = kept {
					tracing::warn!("What the light client learnt could not be kept: {error:#}");
				}
			}
		}
	}

	/// Writes down what was learnt. Once that is of use it need not be done again for long.
	fn remember(&mut self, note: &RawValue) -> Result<()> {
		let note: String = serde_json::from_str(note.get())?;
		let Some(memory) = &self.memory else { return Ok(()) };
		if memory.keep(&note)? {
			self.next_note = Instant::now() + NOTES_PAUSE;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn said(text: &str) -> Answer {
		let Said { result, error, .. } = serde_json::from_str(text).unwrap();
		answer_of(result, error)
	}

	#[test]
	fn answers_may_be_null_and_errors_are_the_callers() {
		assert_eq!(said(r#"{"id": 1, "result": null}"#).unwrap().get(), "null");
		assert_eq!(said(r#"{"id": 1, "result": "0x00"}"#).unwrap().get(), r#""0x00""#);
		let refused = said(r#"{"id": 1, "error": {"code": 1010, "message": "Invalid"}}"#);
		assert!(matches!(refused, Err(Error::User(UserError { code: 1010, .. }))));
		assert!(matches!(said(r#"{"id": 1, "error": "odd"}"#), Err(Error::Client(_))));
	}

	#[tokio::test]
	async fn what_is_no_specification_is_refused() {
		let refusal = start("{}", None).err().expect("it is no specification");
		assert!(refusal.to_string().contains("chain specification"));
	}
}
