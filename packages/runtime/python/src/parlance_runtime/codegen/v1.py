"""What generated code may import. Names stay and keep their meaning for as long as v1 exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.lazy import lazy_names as _lazy_names

if TYPE_CHECKING:
    from parlance_runtime.calls.answer import (
        Answer as Answer,
    )
    from parlance_runtime.calls.page import (
        AsyncPage as AsyncPage,
    )
    from parlance_runtime.calls.page import (
        AsyncPageCall as AsyncPageCall,
    )
    from parlance_runtime.calls.page import (
        Page as Page,
    )
    from parlance_runtime.calls.stream_call import (
        AsyncStreamCall as AsyncStreamCall,
    )
    from parlance_runtime.calls.stream_call import (
        StreamCall as StreamCall,
    )
    from parlance_runtime.calls.with_response import (
        raw as raw,
    )
    from parlance_runtime.calls.with_response import (
        raw_async as raw_async,
    )
    from parlance_runtime.calls.with_response import (
        with_response as with_response,
    )
    from parlance_runtime.calls.with_response import (
        with_response_async as with_response_async,
    )
    from parlance_runtime.client.async_client import (
        AsyncClient as AsyncClient,
    )
    from parlance_runtime.client.call_options import (
        CallOptions as CallOptions,
    )
    from parlance_runtime.client.call_options import (
        StreamOptions as StreamOptions,
    )
    from parlance_runtime.client.client import (
        Client as Client,
    )
    from parlance_runtime.client.hooks import (
        Hooks as Hooks,
    )
    from parlance_runtime.client.options import (
        AsyncClientOptions as AsyncClientOptions,
    )
    from parlance_runtime.client.options import (
        ClientOptions as ClientOptions,
    )
    from parlance_runtime.client.sdk_client import (
        AsyncResource as AsyncResource,
    )
    from parlance_runtime.client.sdk_client import (
        AsyncSdkClient as AsyncSdkClient,
    )
    from parlance_runtime.client.sdk_client import (
        Resource as Resource,
    )
    from parlance_runtime.client.sdk_client import (
        SdkClient as SdkClient,
    )
    from parlance_runtime.client.setup import (
        ClientSetup as ClientSetup,
    )
    from parlance_runtime.client.setup import (
        Server as Server,
    )
    from parlance_runtime.credentials.credentials import (
        SignedToken as SignedToken,
    )
    from parlance_runtime.descriptor import (
        ApiKey as ApiKey,
    )
    from parlance_runtime.descriptor import (
        Basic as Basic,
    )
    from parlance_runtime.descriptor import (
        Bearer as Bearer,
    )
    from parlance_runtime.descriptor import (
        Body as Body,
    )
    from parlance_runtime.descriptor import (
        CursorPagination as CursorPagination,
    )
    from parlance_runtime.descriptor import (
        Encoding as Encoding,
    )
    from parlance_runtime.descriptor import (
        Header as Header,
    )
    from parlance_runtime.descriptor import (
        LinkPagination as LinkPagination,
    )
    from parlance_runtime.descriptor import (
        OffsetPagination as OffsetPagination,
    )
    from parlance_runtime.descriptor import (
        Operation as Operation,
    )
    from parlance_runtime.descriptor import (
        PagePagination as PagePagination,
    )
    from parlance_runtime.descriptor import (
        Parameter as Parameter,
    )
    from parlance_runtime.errors import (
        AbortError as AbortError,
    )
    from parlance_runtime.errors import (
        BadRequestError as BadRequestError,
    )
    from parlance_runtime.errors import (
        ConfigurationError as ConfigurationError,
    )
    from parlance_runtime.errors import (
        ConflictError as ConflictError,
    )
    from parlance_runtime.errors import (
        ConnectionError as ConnectionError,
    )
    from parlance_runtime.errors import (
        CredentialsError as CredentialsError,
    )
    from parlance_runtime.errors import (
        DecodeError as DecodeError,
    )
    from parlance_runtime.errors import (
        ForbiddenError as ForbiddenError,
    )
    from parlance_runtime.errors import (
        GoneError as GoneError,
    )
    from parlance_runtime.errors import (
        InternalError as InternalError,
    )
    from parlance_runtime.errors import (
        NotFoundError as NotFoundError,
    )
    from parlance_runtime.errors import (
        NotImplementedError as NotImplementedError,
    )
    from parlance_runtime.errors import (
        ParlanceError as ParlanceError,
    )
    from parlance_runtime.errors import (
        PayloadTooLargeError as PayloadTooLargeError,
    )
    from parlance_runtime.errors import (
        PreconditionFailedError as PreconditionFailedError,
    )
    from parlance_runtime.errors import (
        PreconditionRequiredError as PreconditionRequiredError,
    )
    from parlance_runtime.errors import (
        ResponseError as ResponseError,
    )
    from parlance_runtime.errors import (
        TimeoutError as TimeoutError,
    )
    from parlance_runtime.errors import (
        TooManyRequestsError as TooManyRequestsError,
    )
    from parlance_runtime.errors import (
        UnauthorizedError as UnauthorizedError,
    )
    from parlance_runtime.errors import (
        UnavailableError as UnavailableError,
    )
    from parlance_runtime.errors import (
        UnprocessableError as UnprocessableError,
    )
    from parlance_runtime.errors import (
        UnsupportedMediaTypeError as UnsupportedMediaTypeError,
    )
    from parlance_runtime.errors import (
        ValidationError as ValidationError,
    )
    from parlance_runtime.errors import (
        ValidationIssue as ValidationIssue,
    )
    from parlance_runtime.lazy import (
        lazy_names as lazy_names,
    )
    from parlance_runtime.models.dates import (
        Base64 as Base64,
    )
    from parlance_runtime.models.dates import (
        Date as Date,
    )
    from parlance_runtime.models.dates import (
        DateTime as DateTime,
    )
    from parlance_runtime.models.model import (
        Model as Model,
    )
    from parlance_runtime.models.model import (
        UnknownMember as UnknownMember,
    )
    from parlance_runtime.models.tagged_union import (
        Member as Member,
    )
    from parlance_runtime.models.tagged_union import (
        TaggedUnion as TaggedUnion,
    )
    from parlance_runtime.models.wire import (
        Content as Content,
    )
    from parlance_runtime.models.wire import (
        File as File,
    )
    from parlance_runtime.models.wire import (
        Number as Number,
    )
    from parlance_runtime.models.wire import (
        wire as wire,
    )
    from parlance_runtime.streams.stream_event import (
        StreamEvent as StreamEvent,
    )

__all__ = (
    "AbortError",
    "Answer",
    "ApiKey",
    "AsyncClient",
    "AsyncClientOptions",
    "AsyncPage",
    "AsyncPageCall",
    "AsyncResource",
    "AsyncSdkClient",
    "AsyncStreamCall",
    "BadRequestError",
    "Base64",
    "Basic",
    "Bearer",
    "Body",
    "CallOptions",
    "Client",
    "ClientOptions",
    "ClientSetup",
    "ConfigurationError",
    "ConflictError",
    "ConnectionError",
    "Content",
    "CredentialsError",
    "CursorPagination",
    "Date",
    "DateTime",
    "DecodeError",
    "Encoding",
    "File",
    "ForbiddenError",
    "GoneError",
    "Header",
    "Hooks",
    "InternalError",
    "LinkPagination",
    "Member",
    "Model",
    "NotFoundError",
    "NotImplementedError",
    "Number",
    "OffsetPagination",
    "Operation",
    "Page",
    "PagePagination",
    "Parameter",
    "ParlanceError",
    "PayloadTooLargeError",
    "PreconditionFailedError",
    "PreconditionRequiredError",
    "Resource",
    "ResponseError",
    "SdkClient",
    "Server",
    "SignedToken",
    "StreamCall",
    "StreamEvent",
    "StreamOptions",
    "TaggedUnion",
    "TimeoutError",
    "TooManyRequestsError",
    "UnauthorizedError",
    "UnavailableError",
    "UnknownMember",
    "UnprocessableError",
    "UnsupportedMediaTypeError",
    "ValidationError",
    "ValidationIssue",
    "lazy_names",
    "raw",
    "raw_async",
    "wire",
    "with_response",
    "with_response_async",
)

__getattr__ = _lazy_names(
    __name__,
    {
        "Answer": "parlance_runtime.calls.answer",
        "AsyncPage": "parlance_runtime.calls.page",
        "AsyncPageCall": "parlance_runtime.calls.page",
        "Page": "parlance_runtime.calls.page",
        "AsyncStreamCall": "parlance_runtime.calls.stream_call",
        "StreamCall": "parlance_runtime.calls.stream_call",
        "raw": "parlance_runtime.calls.with_response",
        "raw_async": "parlance_runtime.calls.with_response",
        "with_response": "parlance_runtime.calls.with_response",
        "with_response_async": "parlance_runtime.calls.with_response",
        "AsyncClient": "parlance_runtime.client.async_client",
        "CallOptions": "parlance_runtime.client.call_options",
        "StreamOptions": "parlance_runtime.client.call_options",
        "Client": "parlance_runtime.client.client",
        "Hooks": "parlance_runtime.client.hooks",
        "AsyncClientOptions": "parlance_runtime.client.options",
        "ClientOptions": "parlance_runtime.client.options",
        "AsyncResource": "parlance_runtime.client.sdk_client",
        "AsyncSdkClient": "parlance_runtime.client.sdk_client",
        "Resource": "parlance_runtime.client.sdk_client",
        "SdkClient": "parlance_runtime.client.sdk_client",
        "ClientSetup": "parlance_runtime.client.setup",
        "Server": "parlance_runtime.client.setup",
        "SignedToken": "parlance_runtime.credentials.credentials",
        "ApiKey": "parlance_runtime.descriptor",
        "Basic": "parlance_runtime.descriptor",
        "Bearer": "parlance_runtime.descriptor",
        "Body": "parlance_runtime.descriptor",
        "CursorPagination": "parlance_runtime.descriptor",
        "Encoding": "parlance_runtime.descriptor",
        "Header": "parlance_runtime.descriptor",
        "LinkPagination": "parlance_runtime.descriptor",
        "OffsetPagination": "parlance_runtime.descriptor",
        "Operation": "parlance_runtime.descriptor",
        "PagePagination": "parlance_runtime.descriptor",
        "Parameter": "parlance_runtime.descriptor",
        "AbortError": "parlance_runtime.errors",
        "BadRequestError": "parlance_runtime.errors",
        "ConfigurationError": "parlance_runtime.errors",
        "ConflictError": "parlance_runtime.errors",
        "ConnectionError": "parlance_runtime.errors",
        "CredentialsError": "parlance_runtime.errors",
        "DecodeError": "parlance_runtime.errors",
        "ForbiddenError": "parlance_runtime.errors",
        "GoneError": "parlance_runtime.errors",
        "InternalError": "parlance_runtime.errors",
        "NotFoundError": "parlance_runtime.errors",
        "NotImplementedError": "parlance_runtime.errors",
        "ParlanceError": "parlance_runtime.errors",
        "PayloadTooLargeError": "parlance_runtime.errors",
        "PreconditionFailedError": "parlance_runtime.errors",
        "PreconditionRequiredError": "parlance_runtime.errors",
        "ResponseError": "parlance_runtime.errors",
        "TimeoutError": "parlance_runtime.errors",
        "TooManyRequestsError": "parlance_runtime.errors",
        "UnauthorizedError": "parlance_runtime.errors",
        "UnavailableError": "parlance_runtime.errors",
        "UnprocessableError": "parlance_runtime.errors",
        "UnsupportedMediaTypeError": "parlance_runtime.errors",
        "ValidationError": "parlance_runtime.errors",
        "ValidationIssue": "parlance_runtime.errors",
        "lazy_names": "parlance_runtime.lazy",
        "Base64": "parlance_runtime.models.dates",
        "Date": "parlance_runtime.models.dates",
        "DateTime": "parlance_runtime.models.dates",
        "Model": "parlance_runtime.models.model",
        "UnknownMember": "parlance_runtime.models.model",
        "Member": "parlance_runtime.models.tagged_union",
        "TaggedUnion": "parlance_runtime.models.tagged_union",
        "Content": "parlance_runtime.models.wire",
        "File": "parlance_runtime.models.wire",
        "Number": "parlance_runtime.models.wire",
        "wire": "parlance_runtime.models.wire",
        "StreamEvent": "parlance_runtime.streams.stream_event",
    },
)
